// Every error of both APIs: its status, its type and the words for the caller when nothing better is known.
// Whoever refuses or fails throws an ApiError with one of these codes; there is no other list.

interface CatalogueEntry {
  status: number;
  type: string;
  message: string;
  /** What stands in the body when it is not the entry's own name. */
  code?: string | null;
  headers?: Readonly<Record<string, string>>;
}

const noRetry = { 'x-should-retry': 'false' };
const retrySoon = { 'retry-after': '1' };

// `x-should-retry: false` where another try cannot help, or where ours were used up already: official clients retry
// 429 and 5xx twice by themselves, which would multiply our own attempts.
export const catalogue = {
  // Who asks, and whether they may.
  invalid_api_key: {
    status: 401, type: 'authentication_error', headers: { 'www-authenticate': 'Bearer' },
    message: 'Missing or invalid API key. Send it as "Authorization: Bearer <key>".',
  },
  permission_denied: { status: 403, type: 'permission_error', message: 'This API key may not do this.' },
  address_not_allowed: { status: 403, type: 'permission_error', message: 'This API key may not be used from this address.' },
  model_unpriced: { status: 403, type: 'permission_error', message: 'This model has no price yet, so it cannot be used.' },
  rate_limit_exceeded: { status: 429, type: 'rate_limit_error', message: 'Too many requests. Slow down and try again.' },
  cost_limit_exceeded: { status: 400, type: 'invalid_request_error', message: 'This request may cost more than it allows.' },
  insufficient_quota: { status: 429, type: 'insufficient_quota', headers: noRetry, message: 'The budget of this API key is used up.' },

  // The same of the admin API.
  not_signed_in: { status: 401, type: 'authentication_error', message: 'Sign in first, or send a personal access token as "Authorization: Bearer <token>".' },
  sign_in_failed: { status: 401, type: 'authentication_error', message: 'The e-mail address, the password or the code is wrong.' },
  second_factor_required: { status: 401, type: 'authentication_error', message: 'Send the code of the second factor, too.' },
  csrf_token_invalid: { status: 403, type: 'permission_error', message: 'Send the X-CSRF-Token that this session was given.' },
  forbidden: { status: 403, type: 'permission_error', message: 'You may not do this.' },

  // What is asked.
  invalid_request: { status: 400, type: 'invalid_request_error', code: null, message: 'The request is invalid.' },
  invalid_json: { status: 400, type: 'invalid_request_error', message: 'The body is not valid JSON.' },
  unknown_parameter: { status: 400, type: 'invalid_request_error', message: 'The request holds an unknown parameter.' },
  unsupported_parameter: { status: 400, type: 'invalid_request_error', message: 'This model does not support a parameter of the request.' },
  duplicate_parameter: { status: 400, type: 'invalid_request_error', message: 'The request holds a parameter twice.' },
  unsupported_token_input: { status: 400, type: 'invalid_request_error', message: 'This model does not take tokens as input. Send text.' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error', message: 'The request is longer than the context window of the model.' },
  content_policy_violation: { status: 400, type: 'invalid_request_error', message: 'The provider refused the content of the request.' },
  model_not_found: { status: 404, type: 'invalid_request_error', message: 'The model does not exist, or this API key may not use it.' },
  unknown_url: { status: 404, type: 'invalid_request_error', message: 'There is nothing at this address.' },
  not_found: { status: 404, type: 'invalid_request_error', message: 'There is no such thing.' },
  conflict: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'There is one with this name already.' },
  in_use: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'It is still in use.' },
  file_managed: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'The configuration file has this in its hands. Change it there.' },
  idempotency_key_in_use: {
    status: 409, type: 'invalid_request_error', headers: { 'retry-after': '1', 'retry-after-ms': '1000' },
    message: 'A request with this Idempotency-Key is still under way. Try again in a moment.',
  },
  idempotency_key_reused: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'This Idempotency-Key was used for another request. Choose a new one.' },
  idempotency_key_spent: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'The request with this Idempotency-Key was answered already, and its answer cannot be given again.' },
  idempotency_key_interrupted: { status: 409, type: 'invalid_request_error', headers: noRetry, message: 'The request with this Idempotency-Key broke off, and nobody knows how far it came.' },
  stale: { status: 412, type: 'invalid_request_error', message: 'It was changed meanwhile. Read it again.' },
  method_not_allowed: { status: 405, type: 'invalid_request_error', message: 'This address does not take this method.' },
  request_timeout: { status: 408, type: 'invalid_request_error', message: 'The request did not arrive in time.' },
  request_too_large: { status: 413, type: 'invalid_request_error', message: 'The body is too large.' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error', message: 'The body must be JSON.' },
  headers_too_large: { status: 431, type: 'invalid_request_error', message: 'The headers are too large.' },

  // What a provider did. Ours are used up by then.
  upstream_error: { status: 502, type: 'api_error', headers: noRetry, message: 'The provider failed.' },
  upstream_unreachable: { status: 502, type: 'api_error', headers: noRetry, message: 'The provider cannot be reached.' },
  upstream_refused: { status: 502, type: 'api_error', headers: noRetry, message: 'The provider refused this gateway.' },
  upstream_overloaded: { status: 503, type: 'api_error', headers: noRetry, message: 'The provider is overloaded.' },
  upstream_timeout: { status: 504, type: 'api_error', headers: noRetry, message: 'The provider took too long.' },

  // What we did.
  internal_error: { status: 500, type: 'api_error', message: 'Something went wrong on our side.' },
  overloaded: { status: 503, type: 'api_error', headers: retrySoon, message: 'Too much is under way. Try again in a moment.' },
  keys_unavailable: { status: 503, type: 'api_error', headers: retrySoon, message: 'API keys cannot be checked at the moment. Try again.' },
  database_unavailable: { status: 503, type: 'api_error', headers: retrySoon, message: 'The database cannot be reached at the moment. Try again.' },
  sign_on_unavailable: { status: 503, type: 'api_error', headers: retrySoon, message: 'The identity provider cannot be reached at the moment. Try again, or sign in by password.' },
  journal_full: { status: 503, type: 'api_error', headers: retrySoon, message: 'Usage cannot be recorded at the moment. Try again.' },
  stopping: { status: 503, type: 'api_error', headers: retrySoon, message: 'This server is stopping. Try again.' },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof catalogue;

export function catalogueEntry(code: ErrorCode): CatalogueEntry {
  return catalogue[code];
}
