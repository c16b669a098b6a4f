// When what a receiver did not take is sent again: later and later, for a day.
const firstRetryMs = 10_000;
const longestRetryMs = 3_600_000;
const givenUpAfterMs = 24 * 3_600_000;

/** `attempts`: those made until now, one at least. Undefined: it is given up. */
export function nextTry(attempts: number, { sinceMs, nowMs }: { sinceMs: number; nowMs: number }): Date | undefined {
  const nextMs = nowMs + Math.min(longestRetryMs, firstRetryMs * 3 ** (attempts - 1));
  return nextMs > sinceMs + givenUpAfterMs ? undefined : new Date(nextMs);
}
