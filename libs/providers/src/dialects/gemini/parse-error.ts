// Google's error bodies (google.rpc.Status) -> what went wrong, by kind. https://ai.google.dev/gemini-api/docs/troubleshooting
import { isCallerMistake, UpstreamError, type UpstreamErrorKind } from '../../errors.js';
import type { Dialect } from '../../dialect.js';
import type { JsonObject } from '../../hub.js';
import { parseRetryAfter } from '../../retry-after.js';
import { numberOf, objectOf, objectsOf, stringOf } from './read-wire.js';
import { redact } from './redact.js';

type Failure = { code: number; status: string; message: string; details: JsonObject[] };

const byStatus: ReadonlyMap<string, UpstreamErrorKind> = new Map([
  ['INVALID_ARGUMENT', 'invalid-request'],
  ['OUT_OF_RANGE', 'invalid-request'],
  ['UNIMPLEMENTED', 'invalid-request'],
  ['FAILED_PRECONDITION', 'permission'], // billing or the free tier is not available for our account or region
  ['UNAUTHENTICATED', 'authentication'],
  ['PERMISSION_DENIED', 'permission'],
  ['NOT_FOUND', 'not-found'],
  ['RESOURCE_EXHAUSTED', 'rate-limit'],
  ['UNAVAILABLE', 'overloaded'],
  ['DEADLINE_EXCEEDED', 'timeout'],
]);

const byCode: ReadonlyMap<number, UpstreamErrorKind> = new Map([
  [400, 'invalid-request'], [401, 'authentication'], [403, 'permission'], [404, 'not-found'], [408, 'timeout'],
  [413, 'too-large'], [429, 'rate-limit'], [503, 'overloaded'], [504, 'timeout'], [524, 'timeout'], [529, 'overloaded'],
]);

/** What is not the caller's doing is told in our words: Google's name our project, its limits and sometimes its key. */
const ourWords: Partial<Record<UpstreamErrorKind, string>> = {
  authentication: 'The provider refused our credential.',
  permission: 'The provider does not allow our account this request.',
  quota: 'Our quota at the provider is used up.',
  'rate-limit': 'The provider limits the rate of requests.',
  overloaded: 'The provider is overloaded.',
  timeout: 'The provider did not answer in time.',
};

/** Reads the error of a non-2xx answer, or one inside a 200. Never throws. */
export const parseError: Dialect['parseError'] = (status, body, headers) => {
  const failure = readFailure(status, body);
  const kind = kindOf(failure);
  const mistake = isCallerMistake(kind);
  const words = redact(failure.message);
  const message = mistake && words !== '' ? words : (ourWords[kind] ?? 'The provider failed to answer.');
  const retryAfterMs = retryDelayMs(failure.details) ?? parseRetryAfter(headers);
  const code = reasonOf(failure) ?? failure.status;
  return new UpstreamError(kind, message, {
    ...(failure.code >= 300 && { status: failure.code }),
    ...(mistake && code !== '' && { code }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    internal: `${code}: ${words}`,
  });
};

/** Streams answer errors as a list of one. A body that is no google.rpc.Status is kept as the message. */
function readFailure(status: number, body: string): Failure {
  const json = parseJson(body);
  const error = objectOf(objectOf(Array.isArray(json) ? json[0] : json)?.error);
  if (!error) return { code: status, status: '', message: body.slice(0, 1000), details: [] };
  return {
    code: status >= 300 ? status : (numberOf(error.code) ?? status),
    status: stringOf(error.status) ?? '',
    message: stringOf(error.message) ?? '',
    details: objectsOf(error.details),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function kindOf(failure: Failure): UpstreamErrorKind {
  const { code, status, message, details } = failure;
  if (/^(API_KEY|ACCESS_TOKEN|CREDENTIALS)_/.test(reasonOf(failure) ?? '') || /api key (not valid|expired)/i.test(message)) return 'authentication';
  const kind = byStatus.get(status) ?? byCode.get(code) ?? (code >= 400 && code < 500 ? 'invalid-request' : 'server');
  if (kind === 'invalid-request' && /token count.*exceeds|exceeds the maximum number of tokens/i.test(message)) return 'context-length';
  if (kind === 'invalid-request' && /payload size exceeds/i.test(message)) return 'too-large';
  return kind === 'rate-limit' && isUsedUp(message, details) ? 'quota' : kind;
}

/** Google answers 429 for a minute's limit and for a day's, an empty account, and a model outside the free tier alike. */
function isUsedUp(message: string, details: JsonObject[]): boolean {
  const violations = details.flatMap((detail) => objectsOf(detail.violations));
  if (violations.length > 0) return violations.some(({ quotaId, quotaValue }) => /Per(Day|Month)/.test(String(quotaId)) || quotaValue === '0');
  return retryDelayMs(details) === undefined && /credits are depleted|spending (cap|limit)|exceeded your current quota/i.test(message);
}

function reasonOf({ details }: Failure): string | undefined {
  return details.map((detail) => stringOf(detail.reason)).find((reason) => reason !== undefined);
}

/** RetryInfo's duration: "34.4s". */
function retryDelayMs(details: JsonObject[]): number | undefined {
  const delay = details.map((detail) => /^([\d.]+)s$/.exec(stringOf(detail.retryDelay) ?? '')).find((match) => match !== null);
  return delay ? Math.ceil(Number(delay[1]) * 1000) : undefined;
}
