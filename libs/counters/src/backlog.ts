// What the shared counters have yet to hear from one process, since they were away: requests that it let pass alone, holds
// that it took alone, and the ends of holds that they know.
import type { HeldWindow, RateWindow } from './counters.js';
import { setBounded } from './forget-oldest.js';

/** `index`: which window of its length, counted since 1970. `amount` may be negative: less was used than held. */
export interface MissedAmount { name: string; seconds: number; scope: string; index: number; amount: number }

export interface MissedSettle { id: string; actual: number; nowMs: number }

/** More of one kind is not kept: windows end and holds expire without it. */
const keptMax = 100_000;

export class Backlog {
  private readonly amounts = new Map<string, MissedAmount>();
  private readonly settles = new Map<string, MissedSettle>();
  /** Holds that were taken alone and are open, with the ends of their windows. */
  private readonly heldAlone = new Map<string, readonly { window: HeldWindow; resetAtMs: number }[]>();

  /** Of each window of a scope the latest is kept: nobody asks for those before. */
  addAmount(scope: string, { name, seconds }: RateWindow, resetAtMs: number, amount: number): void {
    const id = `${seconds}:${name}:${scope}`;
    const index = resetAtMs / (seconds * 1000) - 1;
    const known = this.amounts.get(id);
    if (known && known.index > index) return;
    setBounded(this.amounts, id, { name, seconds, scope, index, amount: amount + (known?.index === index ? known.amount : 0) }, keptMax);
  }

  addHold(id: string, windows: readonly { window: HeldWindow; resetAtMs: number }[]): void {
    for (const { window, resetAtMs } of windows) this.addAmount(window.scope, window, resetAtMs, window.amount);
    setBounded(this.heldAlone, id, windows, keptMax);
  }

  addSettle(id: string, actual: number, nowMs: number): void {
    if (!this.settles.has(id)) setBounded(this.settles, id, { id, actual, nowMs }, keptMax);
  }

  /** False when the hold was not taken alone: the shared counters have to settle it. */
  settleAlone(id: string, actual: number): boolean {
    const held = this.heldAlone.get(id);
    for (const { window, resetAtMs } of held ?? []) {
      if (window.settles === 'actual') this.addAmount(window.scope, window, resetAtMs, actual - window.amount);
    }
    return this.heldAlone.delete(id);
  }

  /** Up to `most` amounts, which are forgotten here: told twice they would count twice. */
  removeAmounts(most: number): MissedAmount[] {
    const removed = [...this.amounts].slice(0, most);
    for (const [id] of removed) this.amounts.delete(id);
    return removed.map(([, amount]) => amount);
  }

  /** These stay until they were told: telling twice is telling once. */
  listSettles(): MissedSettle[] {
    return [...this.settles.values()];
  }

  removeSettle(id: string): void {
    this.settles.delete(id);
  }
}
