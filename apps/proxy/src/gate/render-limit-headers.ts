// How a rate window is told to the caller: our documented headers, and OpenAI's, which its clients read. Both say the same.
import type { WindowState } from '#counters/counters';

/** Beyond this the official clients' waiting does harm: one gives up, one ignores it and asks at once, one sleeps for a day. */
const longestWaitMs = 60_000;

/** On every answer that a limit has to do with. */
export function renderLimitHeaders({ limit, remaining, resetAtMs }: WindowState, nowMs: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil(resetAtMs / 1000)),
    'x-ratelimit-limit-requests': String(limit),
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': renderDuration(Math.max(0, resetAtMs - nowMs)),
  };
}

/** The same of a window of tokens, in OpenAI's words alone. */
export function renderTokenHeaders({ limit, remaining, resetAtMs }: WindowState, nowMs: number): Record<string, string> {
  return {
    'x-ratelimit-limit-tokens': String(limit),
    'x-ratelimit-remaining-tokens': String(remaining),
    'x-ratelimit-reset-tokens': renderDuration(Math.max(0, resetAtMs - nowMs)),
  };
}

/** On a 429 besides: when to come back, and not to come back by itself where that is far away. */
export function renderRetryHeaders({ resetAtMs }: WindowState, nowMs: number): Record<string, string> {
  const waitMs = Math.max(1, Math.ceil(resetAtMs - nowMs));
  return {
    'retry-after': String(Math.ceil(waitMs / 1000)),
    'retry-after-ms': String(waitMs),
    ...(waitMs > longestWaitMs && { 'x-should-retry': 'false' }),
  };
}

/** As OpenAI writes it: `12ms`, `1s`, `1.5s`, `6m0s`, `23h59m59.5s`. Takes whole milliseconds, not negative. */
export function renderDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
