// A stream as a whole, as long as it is small enough to be sent.
import type { Readable } from 'node:stream';

/** Undefined: there is more. The rest is not read, and the stream is destroyed. */
export async function readWithin(stream: Readable, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const read = Buffer.from(chunk as Buffer | string);
    chunks.push(read);
    bytes += read.length;
    if (bytes > mostBytes) return undefined;
  }
  return Buffer.concat(chunks);
}
