// Reads a journal file from a place on, in pieces, so that a file of any size costs the memory of one piece.
import { open } from 'node:fs/promises';

const pieceBytes = 256 * 1024;
const lineEnd = 0x0a;

export interface Line {
  /** Without its end. */
  text: string;
  /** Where the next one begins. */
  end: number;
  /** The last of its file, without an end: whoever wrote it did not finish. */
  torn: boolean;
}

/** The lines from byte `from` up to byte `to`, a piece of the file at a time. */
export async function* readLines(path: string, from: number, to: number): AsyncGenerator<Line[]> {
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let at = from; at < to; ) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, to - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      const lines = linesOf(bytes, at - bytes.length);
      rest = bytes.subarray(bytes.lastIndexOf(lineEnd) + 1);
      yield lines;
    }
    if (rest.length > 0) yield [{ text: rest.toString('utf8'), end: to, torn: true }];
  } finally {
    await file.close();
  }
}

function linesOf(bytes: Buffer, begin: number): Line[] {
  const lines: Line[] = [];
  for (let at = 0, end = bytes.indexOf(lineEnd); end >= 0; at = end + 1, end = bytes.indexOf(lineEnd, at)) {
    lines.push({ text: bytes.toString('utf8', at, end), end: begin + end + 1, torn: false });
  }
  return lines;
}
