// How long requests took, as counts between fixed bounds. A histogram is stored as one whole number of which every 12 decimal digits
// are the count of one interval: adding two numbers adds their histograms, so Postgres sums them as it sums money.

/** Upper bounds in milliseconds, the bound itself included. What took longer than the last one is counted beyond it. */
export const latencyBoundsMs = [
  10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
] as const;

const digits = 12;
const base = 10n ** BigInt(digits);
const marks = Array.from({ length: latencyBoundsMs.length + 1 }, (_, interval) => 10n ** BigInt(digits * interval));

/** SQL for the histogram that has one value alone, that of the whole milliseconds `column`. */
export const markOf = (column: string) =>
  // width_bucket counts a value on a bound beyond it; in whole milliseconds one less puts it below.
  `('{${marks.join(',')}}'::numeric[])[1 + width_bucket(${column} - 1, '{${latencyBoundsMs.join(',')}}'::int[])]`;

/** The counts of a stored histogram: one for each bound, and one for what is beyond the last. */
export function countsOf(histogram: bigint): number[] {
  return marks.map((mark) => Number((histogram / mark) % base));
}

/**
 * The value in milliseconds below which the share `quantile` (0 to 1) of the counted requests lie, as if they were spread evenly between
 * the bounds; null when none were counted. Beyond the last bound that bound is given.
 */
export function quantileMs(counts: readonly number[], quantile: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let below = 0;
  for (const [interval, count] of counts.entries()) {
    if (count > 0 && below + count >= quantile * all) {
      const from = interval === 0 ? 0 : latencyBoundsMs[interval - 1];
      const to = latencyBoundsMs[Math.min(interval, latencyBoundsMs.length - 1)];
      return Math.round(from + (to - from) * Math.max(0, quantile * all - below) / count);
    }
    below += count;
  }
  return latencyBoundsMs[latencyBoundsMs.length - 1];
}
