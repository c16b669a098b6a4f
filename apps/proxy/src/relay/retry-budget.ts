// Repeats at a target that has failed are at most a fifth of its traffic: a provider in trouble is not called three times as often.
import { Injectable } from '@nestjs/common';

/** What each call adds; a repeat takes one. */
const share = 0.2;
/** So that a target with little traffic can be asked again at all. */
const reserve = 3;
/** What a long quiet time may save up. */
const savedMax = 100;
/** Balances kept; the one that was not used for longest goes. */
const targetsMax = 10_000;

@Injectable()
export class RetryBudget {
  private readonly balances = new Map<string, number>();

  /** A call to it that is no repeat. */
  earn(targetId: string): void {
    this.put(targetId, Math.min(savedMax, this.of(targetId) + share));
  }

  has(targetId: string): boolean {
    return this.of(targetId) >= 1;
  }

  /** A repeat. */
  spend(targetId: string): void {
    this.put(targetId, this.of(targetId) - 1);
  }

  private of(targetId: string): number {
    return this.balances.get(targetId) ?? reserve;
  }

  private put(targetId: string, balance: number): void {
    this.balances.delete(targetId);
    this.balances.set(targetId, balance);
    if (this.balances.size > targetsMax) this.balances.delete(this.balances.keys().next().value!);
  }
}
