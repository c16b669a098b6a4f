// Sees when what is spent of a budget has reached a threshold, and has it written down: once for each budget, window and percent. Nobody
// waits for it. Whoever knows of spend tells it here, the same twice if need be.
import type { BudgetEventRepository } from '#database/budget-events';
import type { BudgetRecord } from '#database/budget-record';
import { capAt } from './cap.js';
import { windowName } from './windows.js';

/** Windows whose events are remembered; beyond them the database says that they were written. */
const mostWindows = 10_000;
/** Where the database did not take one, the next try is made so much later. */
const pauseMs = 5000;

interface Noted { percents: Set<number>; retryAtMs: number }

export class ThresholdNotes {
  private readonly noted = new Map<string, Noted>();
  private readonly writing = new Set<Promise<void>>();

  /** `onFailure`: told of what could not be written; it is tried again when more is spent. */
  constructor(private readonly events: Pick<BudgetEventRepository, 'record'>, private readonly onFailure: (error: unknown) => void = () => undefined) {}

  /** `windowStartMs`: of the window that the spend is of. */
  noteThresholds(budget: BudgetRecord, windowStartMs: number, spentPicoUsd: bigint, nowMs: number): void {
    const capPicoUsd = capAt(budget, nowMs);
    const reached = spentPicoUsd > 0n ? budget.thresholds.filter((percent) => spentPicoUsd * 100n >= capPicoUsd * BigInt(percent)) : [];
    if (reached.length === 0) return;
    const noted = this.notedOf(windowName(budget.id, windowStartMs));
    const percents = reached.filter((percent) => !noted.percents.has(percent));
    if (percents.length === 0 || nowMs < noted.retryAtMs) return;
    for (const percent of percents) noted.percents.add(percent);
    const passed = { budgetId: budget.id, windowStart: new Date(windowStartMs), percents, at: new Date(nowMs), spentPicoUsd, capPicoUsd };
    const write = this.events.record(passed).then(() => undefined, (error: unknown) => {
      for (const percent of percents) noted.percents.delete(percent);
      noted.retryAtMs = nowMs + pauseMs;
      this.onFailure(error);
    }).finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  /** When all that is being written is written, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }

  private notedOf(window: string): Noted {
    const found = this.noted.get(window) ?? { percents: new Set<number>(), retryAtMs: 0 };
    this.noted.delete(window); // those that were told of last stay longest
    this.noted.set(window, found);
    if (this.noted.size > mostWindows) this.noted.delete(this.noted.keys().next().value!);
    return found;
  }
}
