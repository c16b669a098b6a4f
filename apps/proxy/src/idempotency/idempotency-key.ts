// The Idempotency-Key of a request, as the door finds it in the headers, and the hashes that stand for it in Postgres.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '#providers/provider';
import { ApiError } from '#server/errors/api-error';

/** For the document of the API. */
export const idempotencyKeyHeader = {
  name: 'Idempotency-Key', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'One run for each: a second request with it is given the same answer for a day (plain ones up to 1 MiB), or a 409 that names the first.',
};

/** Given twice it arrives joined by a comma and a space. */
const visible = /^[\x21-\x7e]{1,255}$/;

/** Undefined where there is none. Throws ApiError for one out of form. */
export function parseIdempotencyKey({ 'idempotency-key': header }: IncomingHttpHeaders): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && visible.test(header)) return header;
  throw new ApiError('invalid_request', { param: 'idempotency-key', message: 'The header Idempotency-Key must be 1 to 255 visible ASCII characters, once.' });
}

export const hashOfKey = (idempotencyKey: string): Buffer => createHash('sha256').update(idempotencyKey).digest();

/** The idempotency key is hashed with it, since a prompt that can be guessed could be confirmed by its hash alone. */
export function fingerprintOf(idempotencyKey: string, endpoint: Endpoint, body: Uint8Array): Buffer {
  return createHash('sha256').update(`${endpoint} ${idempotencyKey}\n`).update(body).digest();
}
