// An error -> Anthropic's error object, for the `error` event of a stream that has begun.
import type { UpstreamError, UpstreamErrorKind } from '../../errors.js';
import type { JsonObject } from '../../hub.js';

const types: Partial<Record<UpstreamErrorKind, string>> = {
  'invalid-request': 'invalid_request_error',
  'context-length': 'invalid_request_error',
  'content-policy': 'invalid_request_error',
  'not-found': 'not_found_error',
  'too-large': 'request_too_large',
  'rate-limit': 'rate_limit_error',
  overloaded: 'overloaded_error',
  timeout: 'timeout_error',
};

/** Our own credential's faults are the gateway's failure in the caller's eyes, like everything without a type of its own. */
export function renderError({ kind, message }: UpstreamError): JsonObject {
  return { type: 'error', error: { type: types[kind] ?? 'api_error', message } };
}
