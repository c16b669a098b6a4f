// The first thing that happens to a request: it gets its id, and its answer the headers that every answer carries.
// Before everything else, so that refusals, crashes and streams carry them as well.
import { randomFillSync } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { ErrorCode } from '../errors/catalogue.js';

declare global {
  namespace Express {
    interface Request {
      /** Ours, never the caller's; also in the answer's `x-request-id`. */
      requestId: string;
      /** By `performance.now()`. */
      receivedAtMs: number;
      /** Set by whoever knows the caller, for the access log. */
      keyId?: string;
      /** Of the catalogue, set by whoever answers with an error, in a frame of a stream too. */
      errorCode?: ErrorCode;
    }
  }
}

const idBytes = 16;
/** Randomness is drawn for many ids at once: one system call each would cost more than the rest of this file. */
const pool = Buffer.allocUnsafe(idBytes * 256);
let used = pool.length;

/** `req_` and 32 hex digits (128 random bits). */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += idBytes;
  return `req_${pool.toString('hex', used - idBytes, used)}`;
}

/** Express middleware. */
export function stampRequest(request: Request, response: Response, next: NextFunction): void {
  request.requestId = newRequestId();
  request.receivedAtMs = performance.now();
  response.setHeader('x-request-id', request.requestId);
  response.setHeader('cache-control', 'no-store');
  if (request.url.startsWith('/v1')) {
    response.setHeader('vary', 'Authorization');
    response.setHeader('openai-version', '2020-10-01');
  }
  next();
}

/** For `openai-processing-ms`: whole milliseconds since the request came in. */
export function processingMs(request: Request): string {
  return Math.round(performance.now() - request.receivedAtMs).toString();
}
