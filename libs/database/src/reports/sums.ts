// The measures of a report's row, as they are counted and summed: whole numbers, exact.
import { usageBuckets, type UsageBucket } from '#providers/usage';
import { countsOf } from '../rollups/latency-histogram.js';
import { measures } from '../rollups/measures.js';

export interface Sums {
  usage: Record<UsageBucket, bigint>;
  listPicoUsd: bigint;
  chargedPicoUsd: bigint;
  /** With a final attempt; those refused before any are in no sum. */
  requests: bigint;
  attempts: bigint;
  /** Requests that failed. */
  errors: bigint;
  failedAttempts: bigint;
  /** Requests that were answered, by how long it took: counts between `latencyBoundsMs`. */
  latency: number[];
  firstToken: number[];
}

export const measureColumns = Object.keys(measures);

type TextRow = Record<string, unknown>;

const bucketColumn = (bucket: UsageBucket) => bucket.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
const bucketColumns = usageBuckets.map((bucket) => [bucket, bucketColumn(bucket)] as const);

/** Of a row that has every measure as text, its columns' names after `prefix`. */
export function sumsOf(row: TextRow, prefix = ''): Sums {
  const whole = (column: string) => BigInt(row[prefix + column] as string);
  return {
    usage: Object.fromEntries(bucketColumns.map(([bucket, column]) => [bucket, whole(column)])) as Record<UsageBucket, bigint>,
    listPicoUsd: whole('list_pico_usd'), chargedPicoUsd: whole('charged_pico_usd'),
    requests: whole('requests'), attempts: whole('attempts'), errors: whole('errors'), failedAttempts: whole('failed_attempts'),
    latency: countsOf(whole('latency')), firstToken: countsOf(whole('first_token')),
  };
}

export function addSums(one: Sums, other: Sums): Sums {
  return {
    usage: Object.fromEntries(usageBuckets.map((bucket) => [bucket, one.usage[bucket] + other.usage[bucket]])) as Record<UsageBucket, bigint>,
    listPicoUsd: one.listPicoUsd + other.listPicoUsd, chargedPicoUsd: one.chargedPicoUsd + other.chargedPicoUsd,
    requests: one.requests + other.requests, attempts: one.attempts + other.attempts,
    errors: one.errors + other.errors, failedAttempts: one.failedAttempts + other.failedAttempts,
    latency: addCounts(one.latency, other.latency), firstToken: addCounts(one.firstToken, other.firstToken),
  };
}

const addCounts = (counts: number[], more: number[]) => counts.map((count, interval) => count + more[interval]);

export const noSums: Sums = sumsOf(Object.fromEntries(measureColumns.map((column) => [column, '0'])));

export const totalOf = (some: readonly { sums: Sums }[]) => some.reduce((total, { sums }) => addSums(total, sums), noSums);
