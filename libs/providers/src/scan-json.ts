// Finds the top-level fields of a JSON object in its bytes without parsing what they hold. On it rest the splicer (change a
// field, forward the rest as it came), the check for fields given twice, and the reading of replies that cross as bytes.

/** Where a field stands: `[keyStart, valueEnd)` is the whole `"key": value`. */
export interface JsonField {
  key: string;
  keyStart: number;
  valueStart: number;
  valueEnd: number;
}

/** Not a JSON object, or one that breaks off. `offset` is the byte where it went wrong. */
export class JsonScanError extends Error {
  override readonly name = 'JsonScanError';
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Bytes looked at between two pauses: about a millisecond. */
const sliceBytes = 512 * 1024;

/** Far more than anybody's tools have; whoever translates a body goes down it by calling itself. */
const deepest = 512;

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The fields in their order, keys unescaped, the same key as often as it stands there. Yields now and then on large input, so
 * that a caller may let others run. Values are checked for balanced brackets and closed strings only.
 */
function* scan(bytes: Buffer): Generator<undefined, JsonField[]> {
  const fields: JsonField[] = [];
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== openBrace) throw new JsonScanError('expected a JSON object', at);
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === closeBrace) return endOf(bytes, at + 1, fields);
  for (;;) {
    if (bytes[at] !== quote) throw new JsonScanError('expected a field name in quotes', at);
    const keyStart = at;
    at = stringEnd(bytes, at);
    const key = readKey(bytes, keyStart, at);
    at = skipSpace(bytes, at);
    if (bytes[at] !== colon) throw new JsonScanError(`expected ":" after "${key}"`, at);
    const valueStart = skipSpace(bytes, at + 1);
    at = yield* skipValue(bytes, valueStart);
    fields.push({ key, keyStart, valueStart, valueEnd: at });
    at = skipSpace(bytes, at);
    if (bytes[at] === closeBrace) return endOf(bytes, at + 1, fields);
    if (bytes[at] !== comma) throw new JsonScanError(`expected "," or "}" after the value of "${key}"`, at);
    at = skipSpace(bytes, at + 1);
  }
}

/** Scans in one go. Throws JsonScanError. */
export function scanJson(bytes: Buffer): JsonField[] {
  const steps = scan(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for large input, giving way to other work about every millisecond. */
export async function scanJsonInSlices(bytes: Buffer): Promise<JsonField[]> {
  const steps = scan(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise(setImmediate);
  }
}

function endOf(bytes: Buffer, at: number, fields: JsonField[]): JsonField[] {
  const rest = skipSpace(bytes, at);
  if (rest < bytes.length) throw new JsonScanError('expected nothing after the JSON object', rest);
  return fields;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

/** From the opening quote to behind the closing one. */
function stringEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(quote, at + 1);
    if (at < 0) throw new JsonScanError('a string is not closed', start);
    let slashes = 0;
    while (bytes[at - 1 - slashes] === backslash) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}

function readKey(bytes: Buffer, start: number, end: number): string {
  const plain = bytes.toString('utf8', start + 1, end - 1);
  if (!plain.includes('\\')) return plain;
  try {
    return JSON.parse(`"${plain}"`) as string; // "mod\u0065l" is the same field as "model"
  } catch {
    throw new JsonScanError('a field name has a broken escape', start);
  }
}

/** From the first byte of a value to behind its last. */
function* skipValue(bytes: Buffer, start: number): Generator<undefined, number> {
  const first = bytes[start];
  if (first === quote) return stringEnd(bytes, start);
  if (first === openBrace || first === openBracket) return yield* skipNested(bytes, start);
  let at = start;
  while (at < bytes.length && bytes[at] !== comma && bytes[at] !== closeBrace && bytes[at] !== closeBracket && !isSpace(bytes[at])) at += 1;
  if (at === start) throw new JsonScanError('expected a value', at);
  return at;
}

function* skipNested(bytes: Buffer, start: number): Generator<undefined, number> {
  let depth = 0;
  let pauseAt = start + sliceBytes;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = stringEnd(bytes, at) - 1;
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      if (depth > deepest) throw new JsonScanError(`nothing may be nested deeper than ${deepest} levels`, at);
    }
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
    if (at > pauseAt) {
      pauseAt = at + sliceBytes;
      yield;
    }
  }
  throw new JsonScanError('the JSON breaks off', bytes.length);
}
