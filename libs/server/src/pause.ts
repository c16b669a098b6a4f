// Waiting, injected like the clock, so that what waits between two tries can be tested without waiting.
import { setTimeout as sleep } from 'node:timers/promises';

/** Replaced in tests by an object with the same method. */
export class Pause {
  /** Rejects with the signal's reason once it is aborted. */
  async for(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  }
}
