// Server-sent events on their way, each as soon as it is there, no faster than they are taken.
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClientGone } from '#server/errors/api-error';

/** Throws ClientGone when the reader leaves: `events` is asked for no more then. */
export async function sendEvents(events: AsyncIterable<string>, response: Response): Promise<void> {
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.setHeader('cache-control', 'no-store, no-transform');
  response.setHeader('x-accel-buffering', 'no');
  try {
    await pipeline(Readable.from(events), response);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'].includes(code) ? new ClientGone() : error; // left, or gone before it began
  }
}
