// Sends a file of unknown length as it is made, no faster than it is taken.
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClientGone } from '#server/errors/api-error';

/** About one packet: lines in single writes would be slow. */
const chunkLength = 16 * 1024;

/** Throws ClientGone when the download is stopped: `lines` is asked for no more then. A failure cuts the connection, so that half a file is not taken for a whole one. */
export async function sendLines(lines: AsyncIterable<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(inChunks(lines), { objectMode: false }), response);
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE' ? new ClientGone() : error;
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
