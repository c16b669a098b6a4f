// A file that the admin API sends, with the number of its rows.
import type { ReadableStream } from 'node:stream/web';
import { answerOf } from './answer.js';

type Asking = Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** Of a route asked with `parseAs: 'stream'`. Throws as `answerOf` does. */
export async function downloadOf(asking: Asking): Promise<{ body: ReadableStream; rowCount: number }> {
  const { response } = await asking;
  return { body: await answerOf(asking) as ReadableStream, rowCount: Number(response.headers.get('x-aiproxy-rows')) };
}
