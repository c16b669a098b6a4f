// What the relay is told by the environment.
import type { StreamTimes } from './downstream.js';
import type { DrainBounds } from './hang-up.js';

export class RelaySettings implements StreamTimes, DrainBounds {
  /** Upstream calls for one request, or for one branch of it. */
  readonly attemptsMax!: number;
  readonly commitHoldMs!: number;
  readonly pingMs!: number;
  readonly drainMaxMs!: number;
  readonly drainMaxTokens!: number;
  /** The first pause before a target is asked once more is up to this long. */
  readonly retryBaseMs!: number;
  /** A pause that would be longer, because a provider asked for it, is not made. */
  readonly retryWaitMaxMs!: number;

  constructor(settings: RelaySettings) {
    Object.assign(this, settings);
  }
}
