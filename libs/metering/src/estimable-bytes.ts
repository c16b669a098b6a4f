// How much text a request is, for estimates by its bytes: a picture, a sound or a file in base64 is many bytes and few tokens. A
// megabyte of picture taken for text would be booked as a quarter of a million tokens.

/** No word and no line of text is as long without a space; the smallest pictures are longer. */
const shortestRun = 2048;
/** What an embedded file counts as: about 1,000 tokens, and one more for each kilobyte, which is near to what pictures and pages cost. */
const bytesPerFile = 4_000;
const fileBytesPerByte = 256;

const isBase64 = new Uint8Array(256);
// With the backslash: some clients escape each slash.
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\\') isBase64[character.charCodeAt(0)] = 1;

/** What stands before a file: a data URL's mark, or the name of its field. A long word alone is text, and booked as such. */
const introduction = /(?:;base64,|data"\s*:\s*")$/;

/** `body` as the caller sent it. Never more than its length. */
export function estimableBytes(body: Buffer): number {
  let bytes = body.length;
  let from = 0;
  // A run that is long enough covers a multiple of its shortest length: only there is looked.
  for (let at = shortestRun; at < body.length; at += shortestRun) {
    if (at < from || !isBase64[body[at]]) continue;
    let [start, end] = [at, at + 1];
    while (start > from && isBase64[body[start - 1]]) start -= 1;
    while (end < body.length && isBase64[body[end]]) end += 1;
    from = end;
    const run = end - start;
    const isFile = run >= shortestRun && introduction.test(body.toString('latin1', Math.max(0, start - 24), start));
    if (isFile) bytes -= Math.max(0, run - bytesPerFile - Math.ceil(run / fileBytesPerByte));
  }
  return bytes;
}
