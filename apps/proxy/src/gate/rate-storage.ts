// The throttler's storage over our counters, which know several windows at once and, later, several processes.
import { Inject, Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Counters, RateResult, RateWindow } from '#counters/counters';
import { Clock } from '#server/clock';

/** The app binds its Counters to this. */
export const countersToken = Symbol('Counters');

@Injectable()
export class RateStorage implements ThrottlerStorage {
  constructor(@Inject(countersToken) private readonly counters: Counters, private readonly clock: Clock) {}

  /** One request out of all the windows, or out of none. */
  take(keyId: string, windows: readonly RateWindow[]): Promise<RateResult> {
    return this.counters.take(keyId, windows, this.clock.now());
  }

  /** The throttler's own contract: a single window of `ttl` milliseconds. Times in the answer are seconds. */
  async increment(key: string, ttl: number, limit: number, _blockDuration: number, name: string) {
    const { allowed, windows: [window] } = await this.take(key, [{ name, limit, seconds: Math.ceil(ttl / 1000) }]);
    const seconds = Math.ceil(((window?.resetAtMs ?? 0) - this.clock.now()) / 1000);
    return {
      totalHits: limit - (window?.remaining ?? 0), timeToExpire: seconds, isBlocked: !allowed, timeToBlockExpire: allowed ? 0 : seconds,
    };
  }
}
