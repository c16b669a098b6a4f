// What processes tell each other about the targets they call: how calls ended, and what follows from it for a while. Part of the
// counters; who reads it decides, here it is only summed and kept.

/** Calls of one circuit as they ended since the process last told. `circuit` is whose they are; it has no control characters. */
export interface CircuitOutcomes { circuit: string; succeeded: number; failed: number }

/** What a process has concluded about a circuit. It stands until `untilMs`, when it is lifted, or when another of the same or a younger `sinceMs` takes its place. */
export interface CircuitMark {
  circuit: string;
  /** A word of whoever reads it. */
  state: string;
  /** In words, for people. */
  reason: string;
  sinceMs: number;
  untilMs: number;
  /** How often in a row it came to this; what a back-off grows by. */
  times: number;
}

export interface CircuitReport {
  outcomes: readonly CircuitOutcomes[];
  marks: readonly CircuitMark[];
  /** Circuits whose mark is to go, and whose outcomes so far, those of this report too, are to be forgotten: they are well again. */
  lifted: readonly string[];
}

export interface CircuitView {
  /** Sums of the last `circuitWindowMs`, this process's own among them; circuits without calls are not in it. In no order. */
  outcomes: CircuitOutcomes[];
  /** Those that have been put and not lifted, also for `keptMs` after they are over: `times` is known by them. In no order. */
  marks: CircuitMark[];
}

/** A rolling window, told in slices of a tenth of it; what is told counts in the slice of the moment of telling. */
export const circuitWindowMs = 30_000;
export const circuitSlices = 10;
export const keptMs = 600_000;
/** More circuits at once are not kept: whoever has so many is making up their names. */
export const circuitsMax = 10_000;

export interface CircuitStore {
  /** Tells what this process has seen since the last time, and hears what all of them have. One step: outcomes, then marks, then what is lifted. */
  exchangeCircuits(report: CircuitReport, nowMs: number): Promise<CircuitView>;
}
