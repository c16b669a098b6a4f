// Reads the body of an authenticated request as bytes, within limits. The door calls it after the gate, once; nothing
// here parses. A refusal leaves the rest of the body unread: the error filter's answer sees to that.
import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import { ApiError, ClientGone } from '../errors/api-error.js';
import type { BodyBudget } from './body-budget.js';

export interface ReadBodyOptions {
  limitBytes: number;
  budget: BodyBudget;
  /** Beside JSON also `text/csv`. */
  takesCsv?: boolean;
}

/**
 * Rejects with ApiError 413, 415 or 503, or with ClientGone when the caller hung up. What the body takes from the budget is
 * given back when the answer is over: until then an attempt may need it again.
 */
export async function readBody(request: Request, { limitBytes, budget, takesCsv = false }: ReadBodyOptions): Promise<Buffer> {
  // Gone while the gate was waiting: its events are over, nobody would tell us again.
  if (request.destroyed) throw new ClientGone();
  requireMedia(request.headers, takesCsv);
  const share = budget.share();
  request.res?.once('close', () => share.giveBack());
  const declared = request.headers['content-length'];
  return declared === undefined
    ? readUndeclared(request, limitBytes, (bytes) => share.take(bytes))
    : readDeclared(request, Number(declared), limitBytes, (bytes) => share.take(bytes));
}

/** One allocation, before the first byte: Node's parser lets no more through than was declared. */
function readDeclared(request: Request, length: number, limitBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  refuseTooLarge(length, limitBytes);
  take(length);
  const body = Buffer.allocUnsafe(length);
  let at = 0;
  return consume(request, (chunk) => {
    at += chunk.copy(body, at);
  }).then(() => body);
}

function readUndeclared(request: Request, limitBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  return consume(request, (chunk) => {
    length += chunk.length;
    refuseTooLarge(length, limitBytes);
    take(chunk.length);
    chunks.push(chunk);
  }).then(() => Buffer.concat(chunks, length));
}

/** Calls `accept` for each chunk until the end; what it throws ends the reading and pauses the request. */
function consume(request: Request, accept: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => request.off('data', data).off('end', end).off('error', gone).off('close', gone);
    const data = (chunk: Buffer) => {
      try {
        accept(chunk);
      } catch (error) {
        stop().pause();
        reject(error);
      }
    };
    const end = () => {
      stop();
      resolve();
    };
    const gone = () => {
      stop();
      reject(new ClientGone());
    };
    request.on('data', data).on('end', end).on('error', gone).on('close', gone);
  });
}

function refuseTooLarge(bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) throw new ApiError('request_too_large', { message: `The body is larger than ${limitBytes} bytes.` });
}

const json = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

const csv = /^text\/csv\s*(?:;|$)/i;

export const isCsv = (headers: IncomingHttpHeaders) => csv.test(headers['content-type'] ?? '');

/** An absent content type is taken as JSON: what else could it be here. */
function requireMedia(headers: IncomingHttpHeaders, takesCsv: boolean): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    refuseMedia(`content-encoding "${shown(encoding)}" is not supported. Send the body as it is.`);
  }
  const type = headers['content-type'];
  if (type !== undefined && !json.test(type) && !(takesCsv && isCsv(headers))) {
    refuseMedia(`content-type "${shown(type)}" is not supported. Send "application/json"${takesCsv ? ' or "text/csv"' : ''}.`);
  }
}

function refuseMedia(message: string): never {
  throw new ApiError('unsupported_media_type', { message });
}

function shown(header: string): string {
  return header.slice(0, 80);
}
