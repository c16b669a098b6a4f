// What Node's parser refuses never becomes a request: no middleware, no filter. This gives it the shape that every other
// error has, so that a client can read it.
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { newRequestId } from './stamp-request.js';

const codes: Partial<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Listener of a server's `clientError`. */
export function answerBrokenRequest(failure: NodeJS.ErrnoException, socket: Socket & { _httpMessage?: { headersSent: boolean } }): void {
  // A reset has nobody to read an answer; into an answer that has begun nothing can be said.
  if (failure.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent === true) {
    socket.destroy();
    return;
  }
  const error = new ApiError(codes[failure.code ?? ''] ?? 'invalid_request');
  const body = JSON.stringify(error.body());
  socket.end([
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${newRequestId()}`,
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n'));
}
