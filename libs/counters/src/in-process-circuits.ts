// How the targets of a single process stand: outcomes in slices of the rolling window, and marks. Synchronous: a call is one step.
import {
  type CircuitMark, type CircuitOutcomes, type CircuitReport, type CircuitView, circuitsMax, circuitSlices, circuitWindowMs, keptMs,
} from './circuit-store.js';

export class InProcessCircuits {
  /** By slice, counted since 1970, and circuit. */
  private readonly slices = new Map<number, Map<string, CircuitOutcomes>>();
  private readonly marks = new Map<string, CircuitMark>();

  exchange({ outcomes, marks, lifted }: CircuitReport, nowMs: number): CircuitView {
    const slice = Math.floor(nowMs / (circuitWindowMs / circuitSlices));
    this.forgetOver(slice, nowMs);
    this.add(slice, outcomes);
    for (const mark of marks) this.put(mark);
    for (const circuit of lifted) {
      this.marks.delete(circuit);
      for (const counts of this.slices.values()) counts.delete(circuit);
    }
    return { outcomes: this.sum(), marks: [...this.marks.values()] };
  }

  /** What others know, in place of all marks that are known here. */
  replaceMarks(marks: readonly CircuitMark[]): void {
    this.marks.clear();
    for (const mark of marks) this.put(mark);
  }

  get size(): number {
    return this.marks.size + [...this.slices.values()].reduce((sum, counts) => sum + counts.size, 0);
  }

  /** Slices ahead of us are of a clock that was a little ahead before; those further away than the window are nobody's. */
  private forgetOver(slice: number, nowMs: number): void {
    for (const known of this.slices.keys()) if (Math.abs(known - slice) >= circuitSlices) this.slices.delete(known);
    for (const [circuit, { untilMs }] of this.marks) if (untilMs + keptMs <= nowMs) this.marks.delete(circuit);
  }

  private add(slice: number, outcomes: CircuitReport['outcomes']): void {
    const counts = this.slices.get(slice) ?? new Map<string, CircuitOutcomes>();
    this.slices.set(slice, counts);
    addAll(counts, outcomes);
  }

  private put(mark: CircuitMark): void {
    const known = this.marks.get(mark.circuit);
    if (known ? mark.sinceMs >= known.sinceMs : this.marks.size < circuitsMax) this.marks.set(mark.circuit, mark);
  }

  private sum(): CircuitOutcomes[] {
    const sums = new Map<string, CircuitOutcomes>();
    for (const counts of this.slices.values()) addAll(sums, counts.values(), Infinity);
    return [...sums.values()];
  }
}

function addAll(counts: Map<string, CircuitOutcomes>, outcomes: Iterable<CircuitOutcomes>, max = circuitsMax): void {
  for (const { circuit, succeeded, failed } of outcomes) {
    const known = counts.get(circuit);
    if (succeeded + failed === 0 || (!known && counts.size >= max)) continue;
    counts.set(circuit, { circuit, succeeded: succeeded + (known?.succeeded ?? 0), failed: failed + (known?.failed ?? 0) });
  }
}
