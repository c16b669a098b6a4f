// What the columns say that hold how a request finds its way: written as JSON, read here.
import type { Fallbacks, TargetTimeouts } from './records.js';

/** What is not there is an empty list. */
export function fallbacksOf(column: unknown): Fallbacks {
  return { any: [], contextWindow: [], contentPolicy: [], ...(column as Partial<Fallbacks>) };
}

export const timeoutsOf = (column: unknown) => column as TargetTimeouts;
