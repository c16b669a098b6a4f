// Quantiles of a stored histogram in SQL: the same figures as `quantileMs` gives, for rows that no program of ours looks at.
import { latencyBoundsMs } from '../rollups/latency-histogram.js';

const digits = 12;
const intervals = latencyBoundsMs.length + 1;
const last = latencyBoundsMs.length - 1;
const numbers = Array.from({ length: intervals }, (_, index) => index + 1);

/** A bigint[] of its counts, the longest interval first: `to_char` cuts the number into groups of its digits at once. */
export const countsSql = (histogram: string) => `('{' || to_char(${histogram}, 'FM${numbers.map(() => '0'.repeat(digits)).join('","')}') || '}')::bigint[]`;

const countOf = (counts: string, interval: number) => `${counts}[${intervals - interval}]`;

/** How many are in the intervals up to this one. */
const upTo = (counts: string, interval: number) => Array.from({ length: interval + 1 }, (_, index) => countOf(counts, index)).join(' + ');

/** Milliseconds below which the share `quantile` of them lie; null: there are none. `all`: how many they are, a bigint above 0 or null. */
export function quantileSql(counts: string, all: string, quantile: number): string {
  const wanted = `${quantile}::float8 * ${all}`;
  const branches = Array.from({ length: intervals }, (_, interval) => {
    const from = interval === 0 ? 0 : latencyBoundsMs[interval - 1];
    const width = latencyBoundsMs[Math.min(interval, last)] - from;
    const below = interval === 0 ? '0' : `(${upTo(counts, interval - 1)})`;
    return `WHEN ${upTo(counts, interval)} >= ${wanted} THEN floor(${from} + ${width} * greatest(0, ${wanted} - ${below}) / ${countOf(counts, interval)} + 0.5)::bigint`;
  });
  return `CASE ${branches.join(' ')} END`;
}

export const allSql = (counts: string) => `nullif(${upTo(counts, intervals - 1)}, 0)`;
