// Counts values by fixed bounds. Told on the way of requests: one comparison for each bound passed, two additions, nothing is made.

/** Seconds, for what a caller waits for. */
export const durationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] as const;
/** Seconds, for what we add to it. */
export const overheadBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] as const;

export class Histogram {
  private readonly counts: number[];
  sum = 0;
  count = 0;

  /** `bounds`: ascending, each within its bucket. */
  constructor(readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    let index = 0;
    while (index < this.bounds.length && value > this.bounds[index]) index += 1;
    if (index < this.bounds.length) this.counts[index] += 1;
    this.sum += value;
    this.count += 1;
  }

  /** For each bound, how many were at most that. */
  get cumulative(): number[] {
    let sum = 0;
    return this.counts.map((count) => (sum += count));
  }
}
