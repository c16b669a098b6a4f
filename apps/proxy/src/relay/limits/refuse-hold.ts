// The 429 of a request that the relay's limits do not let pass: which limit it was, and when to come back.
import type { HoldResult } from '#counters/counters';
import { ApiError } from '#server/errors/api-error';
import { rateExceeded } from '../../gate/rate-exceeded.js';
import { renderLimitHeaders, renderTokenHeaders } from '../../gate/render-limit-headers.js';
import type { TokenEstimate } from './estimate-tokens.js';
import type { ScopedLimits } from './limits-of-task.js';

type Refused = NonNullable<HoldResult['refused']>;

/** `headers` of the limit itself stand on the answer beside those of the error. */
export interface Refusal { error: ApiError; headers: Record<string, string> }

export function refuseHold(refused: Refused, all: readonly ScopedLimits[], { likely }: TokenEstimate, nowMs: number): Refusal {
  const of = wordsOf(all.find(({ scope }) => scope === refused.scope));
  if (refused.kind === 'slots') return { error: placesTaken(refused.limit, of), headers: {} };
  const { window } = refused;
  if (window.name === 'tokens') {
    const words = `This API key may use ${window.limit} tokens per minute${of}; this request needs about ${Math.min(likely, window.limit)}, and ${window.remaining} are left.`;
    return { error: rateExceeded(window, nowMs, words), headers: renderTokenHeaders(window, nowMs) };
  }
  const words = `This API key may make ${window.limit} requests per ${window.name}${of}.`;
  return { error: rateExceeded(window, nowMs, words), headers: renderLimitHeaders(window, nowMs) };
}

/** For a request that would not fit into an empty window: undefined where there is none that is too small. */
export function refuseTooLarge(all: readonly ScopedLimits[], { asked }: TokenEstimate): ApiError | undefined {
  const tooSmall = all.find(({ limits: { tokensPerMinute } }) => tokensPerMinute !== null && asked > tokensPerMinute);
  if (!tooSmall) return undefined;
  const message = `This request asks for about ${asked} tokens; this API key may use ${tooSmall.limits.tokensPerMinute} per minute${wordsOf(tooSmall)}. Send less, or set a smaller max_tokens.`;
  return new ApiError('rate_limit_exceeded', { message, headers: { 'x-should-retry': 'false' } });
}

/** Nobody knows when one ends; a second is what clients wait at least. */
function placesTaken(limit: number, of: string): ApiError {
  const message = `This API key may have ${limit} ${limit === 1 ? 'request' : 'requests'} under way at a time${of}. Try again when one has ended.`;
  return new ApiError('rate_limit_exceeded', { message, headers: { 'retry-after': '1', 'retry-after-ms': '1000' } });
}

const wordsOf = (limits: ScopedLimits | undefined) => (limits?.models === undefined ? '' : ` of models like "${limits.models}"`);
