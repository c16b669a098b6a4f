// Budgets of one process while the shared store is away: of each window its share of what remained, as far as it knew. It listens
// while the store is there, so that it can step in at any moment.
import type { AskedBudget, BudgetHold, BudgetResult, BudgetState, SeededBudget } from './budget-store.js';
import type { FoundBudget } from './describe-budgets.js';
import { setBounded } from './forget-oldest.js';
import { InProcessBudgets } from './in-process-budgets.js';

/** What the share is made from: `totalPicoUsd` was spent and held when the store went away; of that is `heldPicoUsd` still held. One from the ledger knows of no holds. */
interface Base { totalPicoUsd: bigint; heldPicoUsd: bigint; isFromLedger: boolean }

/** What was heard longer ago is not used: the ledger knows better. */
const heardWithinMs = 60_000;

/** Of more windows the last word is not kept: those have to be seeded. */
const knownMax = 100_000;

export class BudgetsAlone {
  /** As last told by the store; in the order of telling. */
  private readonly known = new Map<string, FoundBudget & { heardMs: number }>();
  private readonly bases = new Map<string, Base>();
  /** Counts on from the totals: what was held by anybody is spent to it, until it is settled here. */
  private store = new InProcessBudgets();
  private seenMs = 0;

  /** Without `nowMs`: at the latest moment that anybody spoke of, or later. */
  learn(states: readonly BudgetState[], nowMs = this.seenMs): void {
    this.seenMs = Math.max(this.seenMs, nowMs);
    for (const { window, spentPicoUsd, heldPicoUsd } of states) setBounded(this.known, window, { spentPicoUsd, heldPicoUsd, heardMs: nowMs }, knownMax);
  }

  /** The store is there again and has been told everything. */
  forget(): void {
    this.bases.clear();
    this.store = new InProcessBudgets();
  }

  async hold(hold: BudgetHold, processes: number, nowMs: number): Promise<BudgetResult> {
    this.seenMs = Math.max(this.seenMs, nowMs);
    for (const { window } of hold.budgets) await this.enter(window, nowMs);
    const result = await this.store.hold({ ...hold, budgets: hold.budgets.map((budget) => this.shareOf(budget, processes)) }, nowMs);
    const asked = new Map(hold.budgets.map(({ window, capPicoUsd }) => [window, capPicoUsd]));
    const told = <T extends BudgetState>(standing: T) => ({ ...this.tell(standing), capPicoUsd: asked.get(standing.window) ?? null });
    return { ...result, budgets: result.budgets.map(told), refused: result.refused && told(result.refused), degraded: true };
  }

  /** A hold that was taken here, or spend without one. */
  async addSpent(id: string, windows: readonly string[], amountPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    for (const window of windows) await this.enter(window, writtenMs);
    return (await this.store.addSpent(id, windows, amountPicoUsd, writtenMs)).map((state) => this.tell(state));
  }

  /** A hold that the store has taken: what it had held is this process's to spend, where that was known. */
  async settleEarlier({ id, budgets, estimatePicoUsd }: BudgetHold, actualPicoUsd: bigint, writtenMs: number): Promise<BudgetState[]> {
    const states: BudgetState[] = [];
    for (const { window } of budgets) {
      await this.enter(window, writtenMs);
      const base = this.bases.get(window);
      const isHeld = base !== undefined && !base.isFromLedger;
      if (isHeld) base.heldPicoUsd -= estimatePicoUsd;
      const amount = isHeld ? actualPicoUsd - estimatePicoUsd : actualPicoUsd;
      states.push(...await this.addSpent(`${id} ${window}`, [window], amount, writtenMs));
    }
    return states;
  }

  async renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    await this.store.renew(ids, expiresInMs, nowMs);
  }

  lockSeed(window: string, nowMs: number): Promise<boolean> {
    return this.store.lockSeed(window, nowMs);
  }

  async seed(seed: SeededBudget, nowMs: number): Promise<boolean> {
    await this.enter(seed.window, nowMs);
    const isTaken = await this.store.seed(seed, nowMs);
    const state = await this.store.state(seed.window, nowMs);
    if (isTaken && state) this.bases.set(seed.window, { totalPicoUsd: state.spentPicoUsd, heldPicoUsd: 0n, isFromLedger: true });
    return isTaken;
  }

  async state(window: string, nowMs: number): Promise<BudgetState | null> {
    await this.enter(window, nowMs);
    const state = await this.store.state(window, nowMs);
    return state && this.tell(state);
  }

  /** From what is known to what is counted on from; nothing when it is not known. */
  private async enter(window: string, nowMs: number): Promise<void> {
    const known = this.known.get(window);
    if (!known || known.heardMs + heardWithinMs < Math.max(nowMs, this.seenMs) || await this.store.state(window, nowMs)) return;
    const totalPicoUsd = known.spentPicoUsd + known.heldPicoUsd;
    this.bases.set(window, { totalPicoUsd, heldPicoUsd: known.heldPicoUsd, isFromLedger: false });
    await this.store.seed({ window, spentPicoUsd: totalPicoUsd, endsAtMs: Infinity, asOfMs: 0 }, nowMs);
  }

  /** What had been used already is nobody's to share. */
  private shareOf(budget: AskedBudget, processes: number): AskedBudget {
    const total = this.bases.get(budget.window)?.totalPicoUsd ?? 0n;
    const remained = budget.capPicoUsd === null ? null : budget.capPicoUsd - total;
    if (remained === null || remained <= 0n) return budget;
    return { ...budget, capPicoUsd: total + remained / BigInt(processes) };
  }

  private tell<T extends BudgetState>(state: T): T {
    const held = this.bases.get(state.window)?.heldPicoUsd ?? 0n;
    return { ...state, spentPicoUsd: state.spentPicoUsd - held, heldPicoUsd: state.heldPicoUsd + held };
  }
}
