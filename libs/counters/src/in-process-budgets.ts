// The budgets of a single process, and of each process while the shared ones are away. Synchronous inside: a call is one step.
// Nobody watches the clock: what is over is looked for when something new comes.
import {
  type BudgetHold, type BudgetResult, type BudgetState, type BudgetStore, expiredKeptMs, keepWindowMs, missedKeptMs, seedLockMs, type SeededBudget, settledKeptMs,
} from './budget-store.js';
import { describeBudgets } from './describe-budgets.js';
import { forgetOldest } from './forget-oldest.js';
import { BudgetWindow } from './in-process-budget-window.js';

/** `windows`: those it was held in, as they were then. */
interface OpenHold { estimatePicoUsd: bigint; expiresAtMs: number; windows: readonly { window: string; asOfMs: number }[] }
interface MissedSpend { window: string; amountPicoUsd: bigint; writtenMs: number }

export class InProcessBudgets implements BudgetStore {
  /** In the order of seeding or holding. */
  private readonly windows = new Map<string, BudgetWindow>();
  /** In the order of placing or renewing. */
  private readonly open = new Map<string, OpenHold>();
  /** Until when the id is known. */
  private readonly settled = new Map<string, number>();
  private readonly missed = new Map<string, MissedSpend>();
  private readonly locks = new Map<string, number>();
  /** The latest moment that was told: a replay tells of earlier ones. */
  private seenMs = 0;

  hold(hold: BudgetHold, nowMs: number): Promise<BudgetResult> {
    const { id, budgets, estimatePicoUsd, expiresInMs } = hold;
    this.see(nowMs);
    const found = budgets.map((budget) => ({ ...budget, state: this.find(budget.window, nowMs) }));
    const isKnown = this.open.has(id) || this.settled.has(id);
    const result = describeBudgets(hold, found.map(({ state }) => state), isKnown);
    if (!result.allowed || isKnown || budgets.length === 0) return Promise.resolve(result);
    const held = { estimatePicoUsd, expiresAtMs: nowMs + expiresInMs };
    const windows = found.flatMap(({ window, endsAtMs, state }) => (state ? [{ window, endsAtMs, state }] : []));
    for (const { window, endsAtMs, state } of windows) {
      state.place(id, held);
      state.forgetAtMs = Math.max(state.forgetAtMs, nowMs + keepWindowMs(endsAtMs, nowMs));
      this.windows.delete(window);
      this.windows.set(window, state);
    }
    forgetOldest(this.open, ({ expiresAtMs }) => expiresAtMs + expiredKeptMs <= nowMs);
    this.open.set(id, { ...held, windows: windows.map(({ window, state }) => ({ window, asOfMs: state.asOfMs })) });
    return Promise.resolve(result);
  }

  settle(id: string, actualPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    return this.open.has(id) ? this.addSpent(id, [], actualPicoUsd, writtenMs) : Promise.resolve([]);
  }

  addSpent(id: string, windows: readonly string[], amountPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    if (this.settled.has(id)) return Promise.resolve([]);
    const held = this.open.get(id)?.windows ?? [];
    this.open.delete(id);
    this.see(writtenMs);
    forgetOldest(this.settled, (untilMs) => untilMs <= this.seenMs);
    this.settled.set(id, this.seenMs + settledKeptMs);
    const others = windows.filter((window) => !held.some((one) => one.window === window)).map((window) => ({ window, asOfMs: undefined }));
    return Promise.resolve([...held, ...others].flatMap(({ window, asOfMs }) => this.add(id, { window, amountPicoUsd, writtenMs }, asOfMs)));
  }

  renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    for (const id of ids) {
      const hold = this.open.get(id);
      if (!hold) continue;
      const renewed = { ...hold, expiresAtMs: nowMs + expiresInMs };
      this.open.delete(id);
      this.open.set(id, renewed);
      for (const { window } of hold.windows) this.find(window, nowMs)?.place(id, renewed);
    }
    return Promise.resolve();
  }

  lockSeed(window: string, nowMs: number): Promise<boolean> {
    const isFree = (this.locks.get(window) ?? 0) <= nowMs;
    forgetOldest(this.locks, (untilMs) => untilMs <= nowMs);
    if (isFree) this.locks.set(window, nowMs + seedLockMs);
    return Promise.resolve(isFree);
  }

  seed({ window, spentPicoUsd, endsAtMs, asOfMs }: SeededBudget, nowMs: number): Promise<boolean> {
    this.locks.delete(window);
    if (this.find(window, nowMs)) return Promise.resolve(false);
    forgetOldest(this.windows, ({ forgetAtMs }) => forgetAtMs <= nowMs);
    const seeded = new BudgetWindow(spentPicoUsd, asOfMs, nowMs + keepWindowMs(endsAtMs, nowMs));
    this.windows.set(window, seeded);
    for (const [key, missed] of this.missed) {
      if (missed.window !== window) continue;
      this.missed.delete(key);
      if (missed.writtenMs >= asOfMs) seeded.spentPicoUsd += missed.amountPicoUsd;
    }
    return Promise.resolve(true);
  }

  state(window: string, nowMs: number): Promise<BudgetState | null> {
    const found = this.find(window, nowMs);
    return Promise.resolve(found ? stateOf(window, found) : null);
  }

  holds(nowMs: number): Promise<string[]> {
    return Promise.resolve([...this.open].filter(([, { expiresAtMs }]) => expiresAtMs > nowMs).map(([id]) => id));
  }

  /** How many windows, holds and settled ids are in memory. */
  get size(): number {
    return this.windows.size + this.open.size + this.settled.size + this.missed.size + this.locks.size;
  }

  private see(nowMs: number): void {
    this.seenMs = Math.max(this.seenMs, nowMs);
  }

  private find(window: string, nowMs: number): BudgetWindow | undefined {
    const found = this.windows.get(window);
    if (found && found.forgetAtMs <= nowMs) this.windows.delete(window);
    if (!found || found.forgetAtMs <= nowMs) return undefined;
    found.removeExpired(nowMs);
    return found;
  }

  /** `heldAsOfMs`: of the window as the hold knew it; the same one has the spend for sure not in its seed. */
  private add(id: string, missed: MissedSpend, heldAsOfMs: number | undefined): BudgetState[] {
    const { window, amountPicoUsd, writtenMs } = missed;
    const found = this.find(window, writtenMs);
    found?.remove(id);
    if (found && (found.asOfMs === heldAsOfMs || writtenMs >= found.asOfMs)) found.spentPicoUsd += amountPicoUsd;
    if (found) return [stateOf(window, found)];
    forgetOldest(this.missed, (one) => one.writtenMs + missedKeptMs <= writtenMs);
    this.missed.set(`${id} ${window}`, missed);
    return [];
  }
}

function stateOf(window: string, { spentPicoUsd, heldPicoUsd }: BudgetWindow): BudgetState {
  return { window, spentPicoUsd, heldPicoUsd };
}
