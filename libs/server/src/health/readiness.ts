// What /health/ready says, worked out from facts: the app's controller brings them, this decides.

export interface ReadinessFacts {
  stopping: boolean;
  /** Whether the configuration (keys, models, prices) was ever loaded. */
  isLoaded: boolean;
  /** Since the configuration was last known to be current. */
  ageMs: number;
  /** KEY_STALE_MAX_MS: how long known keys are served without Postgres. */
  staleMaxMs: number;
  /** False while the counters that processes share are away and each allows its share of a limit. */
  isCountingShared?: boolean;
}

export interface Readiness {
  httpStatus: 200 | 503;
  body: { status: 'ok' | 'degraded' | 'unavailable'; reasons: string[] };
}

/** The configuration is polled twice a second; ten misses are no hiccup. */
const lateMs = 5000;

/** Whether Postgres has answered lately, by the age of what is known from it. */
export const isCurrent = (ageMs: number): boolean => ageMs <= lateMs;

/** 200 as long as known keys are served, however badly the rest is. */
export function readiness({ stopping, isLoaded, ageMs, staleMaxMs, isCountingShared = true }: ReadinessFacts): Readiness {
  if (stopping) return unavailable('stopping');
  if (!isLoaded) return unavailable('configuration_not_loaded');
  if (ageMs > staleMaxMs) return unavailable('database_unreachable');
  const reasons = [...(isCurrent(ageMs) ? [] : ['database_unreachable']), ...(isCountingShared ? [] : ['counters_unreachable'])];
  return { httpStatus: 200, body: { status: reasons.length === 0 ? 'ok' : 'degraded', reasons } };
}

function unavailable(reason: string): Readiness {
  return { httpStatus: 503, body: { status: 'unavailable', reasons: [reason] } };
}
