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

/** A boundary is of three bytes at most: so much of the last bytes decides with the next ones. */
const lookBack = 2;

export function frameCutter(): FrameCutter {
  /** Pieces of an unfinished frame, put together once, when it is whole. */
  let held: Buffer[] = [];
  let heldBytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  const hold = (bytes: Buffer) => {
    held.push(bytes);
    heldBytes += bytes.length;
    tail = Buffer.concat([tail, bytes.subarray(-lookBack)]).subarray(-lookBack);
    if (heldBytes > frameLimit) throw new UpstreamError('malformed', 'The provider sent an event that is too large.');
  };
  return {
    push(bytes) {
      if (heldBytes > 0 && frameEnd(Buffer.concat([tail, bytes]), 0) < 0) {
        hold(bytes);
        return [];
      }
      const all = heldBytes > 0 ? Buffer.concat([...held, bytes]) : bytes;
      const frames: Buffer[] = [];
      let start = 0;
      for (let end = frameEnd(all, Math.max(0, heldBytes - lookBack)); end > 0; end = frameEnd(all, start)) {
        frames.push(all.subarray(start, end));
        start = end;
      }
      [held, heldBytes, tail] = [[], 0, Buffer.alloc(0)];
      if (start < all.length) hold(all.subarray(start));
      return frames;
    },
    rest: () => Buffer.concat(held),
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
