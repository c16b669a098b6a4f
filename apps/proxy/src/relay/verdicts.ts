// What follows from a failed attempt, decided here once for each kind of error: where the request may go on, and whom it speaks against.
import type { UpstreamErrorKind } from '#providers/errors';
import type { Fallbacks } from '#database/records';

export interface Verdict {
  /**
   * `nowhere`: it would fail everywhere. `elsewhere`: another target may answer, this one will not in time. `anywhere`: after a pause
   * this one may answer, too.
   */
  goOn: 'nowhere' | 'elsewhere' | 'anywhere';
  /** The caller's own mistake counts against nobody. */
  blames: 'caller' | 'credential' | 'target';
  /** The models that are for this very refusal. */
  fallbacks?: Exclude<keyof Fallbacks, 'any'>;
}

const callersMistake: Verdict = { goOn: 'nowhere', blames: 'caller' };
const brokenAnswer: Verdict = { goOn: 'anywhere', blames: 'target' };
const credentialFails: Verdict = { goOn: 'elsewhere', blames: 'credential' };

export const verdicts: Record<UpstreamErrorKind, Verdict> = {
  'invalid-request': callersMistake,
  'not-found': callersMistake,
  'too-large': callersMistake,
  'context-length': { ...callersMistake, fallbacks: 'contextWindow' },
  'content-policy': { ...callersMistake, fallbacks: 'contentPolicy' },
  authentication: credentialFails,
  permission: credentialFails,
  quota: credentialFails,
  'rate-limit': { goOn: 'anywhere', blames: 'credential' },
  overloaded: brokenAnswer,
  server: brokenAnswer,
  connection: brokenAnswer,
  // What was asked may still be running there, and be billed: asked once more it would be billed twice.
  timeout: { goOn: 'elsewhere', blames: 'target' },
  cut: brokenAnswer,
  empty: brokenAnswer,
  malformed: brokenAnswer,
};
