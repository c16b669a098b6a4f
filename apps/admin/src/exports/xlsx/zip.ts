// A ZIP archive written as it is read: entries of unknown length, deflated, their length and checksum behind them (APPNOTE 6.3, general
// purpose bit 3). Below 4 GiB and 65,535 entries, which is all that a sheet of 100,000 rows needs.
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, crc32 } from 'node:zlib';

export interface ZipEntry { name: string; content: Iterable<string> | AsyncIterable<string> }

interface Written { name: Buffer; crc: number; packed: number; size: number; offset: number }

const version = 20;
/** Bit 3: the length follows; bit 11: the name is UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980: a date would make two files of the same rows differ. */
const date = 0x21;

export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  let offset = 0;
  const written: Written[] = [];
  for (const { name, content } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset };
    const header = record(0x04034b50, [[version, 2], [flags, 2], [deflated, 2], [0, 2], [date, 2], [0, 4], [0, 4], [0, 4], [entry.name.length, 2], [0, 2]], entry.name);
    yield header;
    for await (const chunk of deflate(content, entry)) yield chunk;
    const descriptor = record(0x08074b50, [[entry.crc, 4], [entry.packed, 4], [entry.size, 4]]);
    yield descriptor;
    offset += header.length + entry.packed + descriptor.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(inDirectory));
  yield directory;
  yield record(0x06054b50, [[0, 2], [0, 2], [written.length, 2], [written.length, 2], [directory.length, 4], [offset, 4], [0, 2]]);
}

/** Counts into `entry` what goes in and comes out. */
async function* deflate(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  const deflater = createDeflateRaw();
  const feeding = pipeline(bytesOf(content, entry), deflater);
  feeding.catch(() => undefined); // whoever reads is told by the deflater
  for await (const chunk of deflater) {
    entry.packed += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  await feeding;
}

async function* bytesOf(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

const inDirectory = ({ name, crc, packed, size, offset }: Written) => record(0x02014b50, [
  [version, 2], [version, 2], [flags, 2], [deflated, 2], [0, 2], [date, 2], [crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4],
], name);

function record(signature: number, fields: readonly (readonly [value: number, bytes: number])[], ...more: Buffer[]): Buffer {
  const all: (readonly [number, number])[] = [[signature, 4], ...fields];
  const buffer = Buffer.alloc(all.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of all) at = buffer.writeUIntLE(value, at, bytes);
  return Buffer.concat([buffer, ...more]);
}
