// Anthropic's errors -> UpstreamError by kind: whole non-2xx answers, errors inside a 200, and `error` events of streams.
// https://platform.claude.com/docs/en/api/errors
import { UpstreamError, isCallerMistake, type UpstreamErrorDetails, type UpstreamErrorKind } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { parseRetryAfter, type ReplyHeaders } from '../../retry-after.js';
import { objectOf, present, stringOf } from './read-wire.js';

const kindsByType: Readonly<Record<string, UpstreamErrorKind>> = {
  invalid_request_error: 'invalid-request',
  authentication_error: 'authentication',
  permission_error: 'permission',
  billing_error: 'quota',
  not_found_error: 'not-found',
  request_too_large: 'too-large',
  rate_limit_error: 'rate-limit',
  timeout_error: 'timeout',
  api_error: 'server',
  overloaded_error: 'overloaded',
};

const kindsByStatus: Readonly<Record<number, UpstreamErrorKind>> = {
  401: 'authentication', 402: 'quota', 403: 'permission', 404: 'not-found', 408: 'timeout', 413: 'too-large', 429: 'rate-limit',
  503: 'overloaded', 504: 'timeout', 524: 'timeout', 529: 'overloaded',
};

/** Some conditions have no type of their own and are told by their words only. */
const kindsByWords: readonly [RegExp, UpstreamErrorKind][] = [
  [/prompt is too long|exceeds? (the )?(context|model's context)|context (window|limit)/i, 'context-length'],
  [/credit balance is too low|usage limits?\b|spend(ing)? limit/i, 'quota'],
  [/content filtering policy/i, 'content-policy'],
];

/** What a caller is told of faults that are not his own; the vendor's words stay internal. */
const publicWords: Partial<Record<UpstreamErrorKind, string>> = {
  authentication: 'The provider did not accept the credential of this gateway.',
  permission: 'The provider refused this request to the credential of this gateway.',
  quota: 'The account of this gateway at the provider has no quota left.',
  'rate-limit': 'The provider is limiting the rate of requests.',
  overloaded: 'The provider is overloaded.',
  timeout: 'The provider did not answer in time.',
};

/** `body` is the text as it came; never throws. */
export function parseError(status: number, body: string, headers: ReplyHeaders): UpstreamError {
  let wire: JsonObject | undefined;
  try {
    wire = objectOf(JSON.parse(body));
  } catch {
    wire = undefined;
  }
  return errorOf(wire, { status, internal: redact(body.slice(0, 500)), retryAfterMs: parseRetryAfter(headers) });
}

/** An error object as it stands in a reply or in an event; without a status of its own there. */
export function errorOf(wire: JsonObject | undefined, details: UpstreamErrorDetails = {}): UpstreamError {
  const error = objectOf(wire?.error);
  const words = stringOf(error?.message);
  const kind = kindOf(stringOf(error?.type), words ?? '', details.status);
  const told = isCallerMistake(kind) && words ? redact(words) : (publicWords[kind] ?? 'The provider failed to answer this request.');
  return new UpstreamError(kind, told, present({ internal: words && redact(words), ...present(details) }));
}

function kindOf(type: string | undefined, words: string, status: number | undefined): UpstreamErrorKind {
  const kind = kindsByType[type ?? ''] ?? kindByStatus(status);
  // The words of a server's own failure may mention anything.
  const byWords = kind === 'invalid-request' || kind === 'rate-limit' ? kindsByWords.find(([pattern]) => pattern.test(words)) : undefined;
  return byWords?.[1] ?? kind;
}

function kindByStatus(status = 500): UpstreamErrorKind {
  return kindsByStatus[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'server');
}

/** Keys are cut out wherever they stand, since vendors echo what they were sent. */
function redact(text: string): string {
  return text.replace(/\bsk-[\w*.-]*[\w*]/gi, '[redacted]').replace(/\b(bearer|x-api-key)(["']?\s*[:=]\s*|\s+)(?=\S*[\d*-])\S+/gi, '$1$2[redacted]');
}
