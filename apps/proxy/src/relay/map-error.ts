// What went wrong at a provider, in the words of the one error catalogue. A caller's own mistake goes back as the provider
// said it; our credential or account failing is never shown as the caller's 401.
import { isCallerMistake, RequestError, UpstreamError, type UpstreamErrorKind } from '#providers/errors';
import type { Exchange, Target } from '#providers/exchange';
import { ApiError } from '#server/errors/api-error';
import { catalogue, type ErrorCode } from '#server/errors/catalogue';

const codes: Record<UpstreamErrorKind, ErrorCode> = {
  'invalid-request': 'invalid_request',
  'context-length': 'context_length_exceeded',
  'content-policy': 'content_policy_violation',
  'not-found': 'invalid_request',
  'too-large': 'request_too_large',
  authentication: 'upstream_refused',
  permission: 'upstream_refused',
  quota: 'upstream_refused',
  'rate-limit': 'upstream_overloaded',
  overloaded: 'upstream_overloaded',
  server: 'upstream_error',
  connection: 'upstream_unreachable',
  timeout: 'upstream_timeout',
  cut: 'upstream_error',
  empty: 'upstream_error',
  malformed: 'upstream_error',
};

/**
 * The provider is named to the caller; what it said stays with us unless the request was to blame, and never with our
 * credential in it: dialects strike out what looks like a key, here its very text goes.
 */
export function upstreamApiError(error: UpstreamError, { provider: { id: providerId }, secret }: Target): ApiError {
  const code = codes[error.kind];
  const { status, retryAfterMs } = error.details;
  const internal = `${providerId}: ${error.kind}${status === undefined ? '' : ` (${status})`}${error.details.internal ? `: ${error.details.internal}` : ''}`;
  if (isCallerMistake(error.kind)) return callerMistake(error, code, secret === undefined ? error.message : error.message.replaceAll(secret, '***'), internal);
  const headers: Record<string, string> = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  return new ApiError(code, { message: `${catalogue[code].message.replace(/\.$/, '')} (${providerId}).`, internal, headers });
}

function callerMistake({ details }: UpstreamError, code: ErrorCode, message: string, internal: string): ApiError {
  const passed = details.status;
  const generic = code === 'invalid_request';
  return new ApiError(code, {
    message,
    param: details.param ?? null,
    internal,
    ...(generic && passed !== undefined && passed >= 400 && passed < 500 && passed !== 401 && passed !== 403 && { status: passed }),
    ...(generic && details.code !== undefined && { publicCode: details.code }),
  });
}

/** A field that a target cannot be told, or a body that cannot be read. */
export function requestApiError(error: RequestError): ApiError {
  const code = error.code !== null && error.code in catalogue ? (error.code as ErrorCode) : 'invalid_request';
  return new ApiError(code, { message: error.message, param: error.param });
}

/** What a strict caller is told of a target that would leave something out, or do it differently; undefined where it does all. */
export function unheard({ dropped, changed }: Pick<Exchange, 'dropped' | 'changed'>, { provider: { id } }: Target): ApiError | undefined {
  const [param] = [...dropped, ...changed];
  if (param === undefined) return undefined;
  const message = `"${param}" cannot be honoured as it is by the target at hand (${id}), and x-aiproxy-strict is true.`;
  return new ApiError('unsupported_parameter', { param, message });
}

/** The caller's own deadline. */
export const deadlinePassed = () =>
  new ApiError('upstream_timeout', { message: 'The deadline of the request (x-stainless-timeout) passed before a provider could answer.' });
