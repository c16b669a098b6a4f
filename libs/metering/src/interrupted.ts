// How an attempt ends of which nobody will ever say how it ended: its process died, or stopped while it read on for nobody.
import type { AttemptEnd } from './settle-attempt.js';

/** As `estimateUsage` counts them. */
const bytesPerToken = 4;

/** The row's outcome. Not an error code: no caller is told. */
const outcome = 'interrupted';

/** Booked are its input as far as it is known, and as much output as its like had lately; never more than it could have been billed for. */
export function interrupted(likelyOutputTokens: number): AttemptEnd {
  return { outcome, final: true, firstTokenMs: null, totalMs: 0, spent: { kind: 'interrupted', outputBytes: likelyOutputTokens * bytesPerToken } };
}
