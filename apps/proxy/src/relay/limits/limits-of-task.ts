// Which limits a request has to pass in the relay: the tokens and the places of its key, and all limits of its key on the model that
// serves it. (The key's requests were counted at the gate, before anybody knew the model.)
import { matchesPattern } from '#access/grants';
import type { HeldWindow, Slots } from '#counters/counters';
import type { KeyRecord, Limits } from '#database/records';
import type { TokenEstimate } from './estimate-tokens.js';

export interface ScopedLimits {
  /** Whose counts they are, in the counters. */
  scope: string;
  limits: Limits;
  /** The pattern of the models that they are for; undefined: all. */
  models?: string;
}

/**
 * Empty for a key that nothing limits here. `before`: models that the request has been held for already; what counts for one of them,
 * and what counts for all, is not taken twice.
 */
export function limitsOfTask(key: KeyRecord, modelId: string, before: readonly string[] = []): ScopedLimits[] {
  const { limits, modelLimits } = key;
  const all: ScopedLimits[] = [];
  if (before.length === 0 && (limits.tokensPerMinute !== null || limits.concurrentRequests !== null)) {
    all.push({ scope: key.id, limits: { ...limits, requestsPerMinute: null, requestsPerDay: null } });
  }
  for (const [index, entry] of modelLimits.entries()) {
    if (!matchesPattern(entry.models, modelId) || before.some((id) => matchesPattern(entry.models, id))) continue;
    // One scope is counted once: of two entries with one pattern each has its own.
    const first = modelLimits.findIndex(({ models }) => models === entry.models) === index;
    all.push({ scope: first ? `${key.id} ${entry.models}` : `${key.id} ${index} ${entry.models}`, limits: entry, models: entry.models });
  }
  return all;
}

export function windowsOf({ scope, limits }: ScopedLimits, { likely }: TokenEstimate): HeldWindow[] {
  const { tokensPerMinute: tokens, requestsPerMinute: minute, requestsPerDay: day } = limits;
  const windows: HeldWindow[] = [];
  // A guess alone never keeps a request out for good.
  if (tokens !== null) windows.push({ scope, name: 'tokens', limit: tokens, seconds: 60, amount: Math.min(likely, tokens), settles: 'actual' });
  if (minute !== null) windows.push({ scope, name: 'minute', limit: minute, seconds: 60, amount: 1, settles: 'fixed' });
  if (day !== null) windows.push({ scope, name: 'day', limit: day, seconds: 86_400, amount: 1, settles: 'fixed' });
  return windows;
}

export function slotsOf({ scope, limits: { concurrentRequests: limit } }: ScopedLimits): Slots[] {
  return limit === null ? [] : [{ scope, limit }];
}
