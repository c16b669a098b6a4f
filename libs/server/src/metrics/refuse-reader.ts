// Who may read /metrics: whoever has METRICS_TOKEN, and whoever is on this machine itself.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import { readBearer } from '../http/read-bearer.js';

export interface Reader {
  /** Of the connection, never of a header. */
  remoteAddress: string | undefined;
  headers: IncomingHttpHeaders;
}

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const localName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Undefined: they may. Without a token nobody else may. */
export function refuseReader(reader: Reader, token: string | undefined): ApiError | undefined {
  if (isLocal(reader)) return undefined;
  if (token === undefined) return new ApiError('forbidden', { message: 'Metrics are told to this machine alone while METRICS_TOKEN is not set.' });
  const given = readBearer(reader.headers.authorization);
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return undefined;
  return new ApiError('not_signed_in', { message: 'Send METRICS_TOKEN as "Authorization: Bearer <token>".', headers: { 'www-authenticate': 'Bearer' } });
}

/**
 * Not who comes through a reverse proxy on this machine that says so, nor a page in a browser here that has a name of its own resolve
 * to this machine: what either says of itself can take the exemption away and never give it.
 */
function isLocal({ remoteAddress = '', headers }: Reader): boolean {
  return loopback.test(remoteAddress) && localName.test(headers.host ?? '') && forwarding.every((name) => headers[name] === undefined);
}

/** Of one length, whatever was sent. */
const digest = (text: string) => createHash('sha256').update(text).digest();
