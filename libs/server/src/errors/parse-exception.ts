// Turns whatever was thrown into an ApiError: Nest's own exceptions, what Express says about a bad address, and crashes.
import { HttpException } from '@nestjs/common';
import { ApiError } from './api-error.js';
import type { ErrorCode } from './catalogue.js';

/** By status. What is not listed is `invalid_request` below 500 and `internal_error` above. */
const codes: Partial<Record<number, ErrorCode>> = {
  401: 'invalid_api_key', 403: 'permission_denied', 404: 'unknown_url', 405: 'method_not_allowed', 408: 'request_timeout',
  413: 'request_too_large', 415: 'unsupported_media_type', 429: 'rate_limit_exceeded',
};

/** Never throws. A crash gets no words of its own: they may quote anything. */
export function parseException(exception: unknown): ApiError {
  if (exception instanceof ApiError) return exception;
  if (!(exception instanceof HttpException)) return new ApiError('internal_error');
  const status = exception.getStatus();
  if (status >= 500) return new ApiError('internal_error', { status });
  const code = codes[status];
  if (code === undefined) return new ApiError('invalid_request', { status, message: wordsOf(exception) });
  // A 401 has one wording only, whatever refused the key.
  return new ApiError(code, code === 'invalid_api_key' ? {} : { message: wordsOf(exception) });
}

/** A validation pipe gives a list; its first entry says enough to act on. */
function wordsOf(exception: HttpException): string {
  const response = exception.getResponse();
  const message = typeof response === 'object' && 'message' in response ? response.message : response;
  const first: unknown = Array.isArray(message) ? message[0] : message;
  return typeof first === 'string' ? first : exception.message;
}
