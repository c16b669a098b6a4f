// A file as it comes, no faster than it is taken: to a file or to stdout, with a line of progress for whoever sits at a terminal.
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Io } from '../io.js';
import { CliError } from '../failure.js';

export interface Download { body: ReadableStream; rowCount: number; format: 'csv' | 'ndjson' | 'xlsx' }

const everyMs = 200;

/** Throws CliError when it breaks off: a connection that was cut is never taken for the end. */
export async function saveDownload({ body, rowCount, format }: Download, output: string | undefined, io: Io): Promise<void> {
  const progress = io.isTerminal && output !== undefined ? [showProgress(rowCount, format, io)] : [];
  try {
    if (output === undefined) await pipeline(Readable.fromWeb(body), io.stdout, { end: false });
    else await pipeline([Readable.fromWeb(body), ...progress, createWriteStream(output)]);
  } catch (error) {
    throw new CliError(`The export broke off (${(error as Error).message}). What there is of it is not whole.`, { cause: error });
  }
}

/** Lines are rows, but for the header and for line feeds in texts: near enough to see how far it is. Of a workbook the bytes tell. */
function showProgress(rowCount: number, format: Download['format'], io: Io): Transform {
  let [lines, bytes, shownAt] = [0, 0, -Infinity];
  const words = () => (format === 'xlsx' ? `${Math.round(bytes / 1024)} KiB (${rowCount} rows)` : `${Math.min(lines, rowCount)} of ${rowCount} rows`);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      const now = io.now().getTime();
      if (now - shownAt >= everyMs) {
        shownAt = now;
        io.stderr.write(`\r${words()}`);
      }
      done(null, chunk);
    },
    flush(done) {
      io.stderr.write(`\r${words()}\n`);
      done();
    },
  });
}
