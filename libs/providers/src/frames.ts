// Cuts the bytes of an event stream into whole frames without decoding them, for streams that cross as they came.
import { UpstreamError } from './errors.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** No event of any provider is longer; without a bound a broken upstream could fill the memory. */
const frameLimit = 16 * 1024 * 1024;

export interface FrameCutter {
  /** The whole frames that these bytes complete, each with its blank line. */
  push(bytes: Buffer): Buffer[];
  /** What is left when the stream ends: a last frame without its blank line, or the piece of one. */
  rest(): Buffer;
}

export function frameCutter(): FrameCutter {
  let held: Buffer = Buffer.alloc(0);
  /** How far the held bytes are known to hold no boundary: a frame in many pieces is searched once, not once a piece. */
  let searched = 0;
  return {
    push(bytes) {
      const all = held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
      const frames: Buffer[] = [];
      let start = 0;
      for (let end = frameEnd(all, searched); end > 0; end = frameEnd(all, start)) {
        frames.push(all.subarray(start, end));
        start = end;
      }
      held = all.subarray(start);
      searched = Math.max(0, held.length - 3);
      if (held.length > frameLimit) throw new UpstreamError('malformed', 'The provider sent an event that is too large.');
      return frames;
    },
    rest: () => held,
  };
}

/** Behind the first blank line at or after `from`, in any of the three line endings; -1 if there is none yet. */
function frameEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(lineFeed, from); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
  }
  const lone = bytes.indexOf('\r\r', from, 'latin1');
  return lone < 0 ? -1 : lone + 2;
}
