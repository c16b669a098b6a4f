// Bounds how often somebody may guess: a password, a code, a link. Counted by account and by address, whatever is guessed together, over
// the same counters as the limits of keys. An attempt takes its place before it is made, so that many at once are no way around it.
import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Counters, HeldWindow, WindowState } from '#counters/counters';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import { networkOf } from './network-of.js';

export const countersToken = Symbol('Counters');

/** What is guessed. What is counted of one does not count for another. */
export type Guessed = 'sign-in' | 'second-factor' | 'link' | 'password-reset';

const windowSeconds = 15 * 60;
/** People mistype a few times; at 40 guesses an hour no password that passes the rules is found. */
const failuresPerAccount = 10;
/** An office behind one address has many people who mistype. */
const failuresPerAddress = 50;
/** Slots expire, windows do not, and there are none here. */
const holdMs = 60_000;

@Injectable()
export class SignInThrottle {
  constructor(@Inject(countersToken) private readonly counters: Counters, private readonly clock: Clock) {}

  /**
   * Runs one attempt. It counts when `work` throws an ApiError of the caller's making (4xx) that `counts`; success counts nothing.
   * `account`: an e-mail address or a member's id; null: only the address is counted. Throws ApiError `rate_limit_exceeded`.
   */
  async attempt<T>(request: Request, guessed: Guessed, account: string | null, work: () => Promise<T>, counts = isGuess): Promise<T> {
    const id = await this.hold(request, guessed, account);
    let failures = 0;
    try {
      return await work();
    } catch (error) {
      if (counts(error)) failures = 1;
      throw error;
    } finally {
      await this.counters.settle(id, failures, this.clock.now());
    }
  }

  /** Counts one, however it goes: for what always looks the same from outside. Throws ApiError `rate_limit_exceeded`. */
  async count(request: Request, guessed: Guessed, account: string | null): Promise<void> {
    await this.counters.settle(await this.hold(request, guessed, account), 1, this.clock.now());
  }

  private async hold(request: Request, guessed: Guessed, account: string | null): Promise<string> {
    const [id, nowMs] = [randomUUID(), this.clock.now()];
    const windows = [
      windowOf(guessed, `address:${networkOf(request.ip ?? '')}`, failuresPerAddress),
      ...(account === null ? [] : [windowOf(guessed, `account:${account.toLowerCase()}`, failuresPerAccount)]),
    ];
    const { refused } = await this.counters.hold({ id, windows, slots: [], expiresInMs: holdMs }, nowMs);
    if (refused?.kind === 'window') throw tooMany(refused.window, nowMs);
    return id;
  }
}

/** Hashed, so that the counters' store holds nobody's address. */
function windowOf(guessed: Guessed, whose: string, limit: number): HeldWindow {
  const scope = createHash('sha256').update(whose).digest('hex');
  return { name: guessed, scope, limit, seconds: windowSeconds, amount: 1, settles: 'actual' };
}

const isGuess = (error: unknown) => error instanceof ApiError && error.status < 500 && error.code !== 'second_factor_required';

function tooMany({ resetAtMs }: WindowState, nowMs: number): ApiError {
  const seconds = Math.max(1, Math.ceil((resetAtMs - nowMs) / 1000));
  return new ApiError('rate_limit_exceeded', { message: 'Too many failed attempts. Try again later.', headers: { 'retry-after': String(seconds), 'x-should-retry': 'false' } });
}
