// How the last calls of each circuit ended: this process's own at once, those of the others as they were told at the last exchange.
import { circuitWindowMs, type CircuitOutcomes } from '#counters/circuit-store';

export interface Counts { succeeded: number; failed: number }

export class Outcomes {
  private untold = new Map<string, Counts>();
  /** In an exchange that is under way. */
  private telling = new Map<string, Counts>();
  /** Of all processes, this one's own that it has told among them. */
  private heard = new Map<string, Counts>();
  private heardAtMs = 0;
  /** While an exchange is under way. */
  private readonly forgotten = new Set<string>();

  add(circuit: string, what: keyof Counts): void {
    addTo(this.untold, circuit, { succeeded: 0, failed: 0, [what]: 1 });
  }

  of(circuit: string): Counts {
    const sum = { succeeded: 0, failed: 0 };
    for (const known of [this.untold, this.telling, this.heard]) {
      sum.succeeded += known.get(circuit)?.succeeded ?? 0;
      sum.failed += known.get(circuit)?.failed ?? 0;
    }
    return sum;
  }

  forget(circuit: string): void {
    for (const known of [this.untold, this.telling, this.heard]) known.delete(circuit);
    this.forgotten.add(circuit);
  }

  /** To be followed by `hear` or `takeBack`. */
  tell(): CircuitOutcomes[] {
    this.forgotten.clear();
    [this.telling, this.untold] = [this.untold, new Map()];
    return [...this.telling].map(([circuit, counts]) => ({ circuit, ...counts }));
  }

  hear(outcomes: readonly CircuitOutcomes[], nowMs: number): void {
    this.telling.clear();
    this.heard = new Map(outcomes.filter(({ circuit }) => !this.forgotten.has(circuit)).map(({ circuit, ...counts }) => [circuit, counts]));
    this.heardAtMs = nowMs;
  }

  /** Nobody has heard it. What is older than the window by then is of no use. */
  takeBack(nowMs: number): void {
    for (const [circuit, counts] of this.telling) addTo(this.untold, circuit, counts);
    this.telling.clear();
    if (nowMs - this.heardAtMs < circuitWindowMs) return;
    this.untold.clear();
    this.heard.clear();
    this.heardAtMs = nowMs;
  }
}

function addTo(known: Map<string, Counts>, circuit: string, { succeeded, failed }: Counts): void {
  const before = known.get(circuit);
  known.set(circuit, { succeeded: succeeded + (before?.succeeded ?? 0), failed: failed + (before?.failed ?? 0) });
}
