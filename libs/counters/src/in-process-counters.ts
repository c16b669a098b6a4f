// The counters of a single process, and of each process while the shared ones are away. Synchronous inside: a call is one step.
import type { CircuitMark, CircuitReport, CircuitView } from './circuit-store.js';
import type { Counters, Hold, HoldResult, RateResult, RateWindow } from './counters.js';
import { describeHold, describeTake } from './describe-windows.js';
import { InProcessBudgets } from './in-process-budgets.js';
import { InProcessCircuits } from './in-process-circuits.js';
import { InProcessHolds } from './in-process-holds.js';
import { InProcessWindows } from './in-process-windows.js';

export class InProcessCounters implements Counters {
  readonly budgets = new InProcessBudgets();
  private readonly windows = new InProcessWindows();
  private readonly holds = new InProcessHolds();
  private readonly circuits = new InProcessCircuits();

  take(key: string, windows: readonly RateWindow[], nowMs: number): Promise<RateResult> {
    const places = windows.map((window) => this.windows.find(key, window, nowMs));
    const result = describeTake(windows, places);
    if (result.allowed) for (const place of places) this.windows.add(place, 1);
    return Promise.resolve(result);
  }

  hold(hold: Hold, nowMs: number): Promise<HoldResult> {
    const places = hold.windows.map((window) => this.windows.find(window.scope, window, nowMs));
    const result = describeHold(hold, places, this.holds.firstFull(hold.slots, nowMs));
    if (result.allowed) {
      const taken = places.map((place, index) => ({ place, amount: hold.windows[index].amount }));
      for (const { place, amount } of taken) this.windows.add(place, amount);
      this.holds.place(hold, taken.filter((_, index) => hold.windows[index].settles === 'actual'), nowMs);
    }
    return Promise.resolve(result);
  }

  settle(id: string, actual: number, _nowMs: number): Promise<void> {
    for (const { place, amount } of this.holds.remove(id)) this.windows.add(place, actual - amount);
    return Promise.resolve();
  }

  renew(ids: readonly string[], expiresInMs: number, nowMs: number): Promise<void> {
    for (const id of ids) this.holds.renew(id, nowMs + expiresInMs);
    return Promise.resolve();
  }

  exchangeCircuits(report: CircuitReport, nowMs: number): Promise<CircuitView> {
    return Promise.resolve(this.circuits.exchange(report, nowMs));
  }

  /** What others know, in place of all marks that are known here. */
  replaceMarks(marks: readonly CircuitMark[]): void {
    this.circuits.replaceMarks(marks);
  }

  /** How many counts, holds, marks and budgets are in memory. */
  get size(): number {
    return this.windows.size + this.holds.size + this.circuits.size + this.budgets.size;
  }
}
