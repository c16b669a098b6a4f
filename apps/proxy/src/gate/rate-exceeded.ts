// The one 429 of a full window, whoever found it full: the gate (requests) or the relay (tokens, requests of some models).
import type { WindowState } from '#counters/counters';
import { ApiError } from '#server/errors/api-error';
import { renderRetryHeaders } from './render-limit-headers.js';

/** `words`: a sentence that says which limit it is. */
export function rateExceeded(window: WindowState, nowMs: number, words: string): ApiError {
  const headers = renderRetryHeaders(window, nowMs);
  return new ApiError('rate_limit_exceeded', { message: `${words} Try again in ${headers['retry-after']} s.`, headers });
}
