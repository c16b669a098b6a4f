import * as fc from 'fast-check';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { countsOf, latencyBoundsMs, markOf, quantileMs } from './latency-histogram.js';

let fresh: FreshDatabase;
let client: Client;
beforeAll(async () => {
  fresh = await freshDatabase();
  client = new Client(fresh.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fresh.drop();
});

test('a value on a bound is counted below it, one more beyond it', async () => {
  const values = [0, ...latencyBoundsMs.flatMap((bound) => [bound, bound + 1])];
  const { rows } = await client.query<{ mark: string }>(`SELECT ${markOf('ms')} AS mark FROM unnest($1::int[]) WITH ORDINALITY AS t(ms, place) ORDER BY place`, [values]);
  const intervals = rows.map(({ mark }) => countsOf(BigInt(mark)).indexOf(1));
  expect(intervals).toEqual([0, ...latencyBoundsMs.flatMap((_, interval) => [interval, interval + 1])]);
});

test('the sum of histograms has the sum of their counts, up to a million million in one interval', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 499_999_999_999 }), { minLength: latencyBoundsMs.length + 1, maxLength: latencyBoundsMs.length + 1 });
  const packed = (some: number[]) => some.reduceRight((all, count) => all * 10n ** 12n + BigInt(count), 0n);
  fc.assert(fc.property(counts, counts, (one, other) => {
    expect(countsOf(packed(one) + packed(other))).toEqual(one.map((count, interval) => count + other[interval]));
  }));
});

const of = (...counted: [interval: number, count: number][]) => {
  const counts = Array.from({ length: latencyBoundsMs.length + 1 }, () => 0);
  for (const [interval, count] of counted) counts[interval] = count;
  return counts;
};

test.each<[string, number[], number, number | null]>([
  ['nothing counted', of(), 0.5, null],
  ['half of those up to 10 ms', of([0, 8]), 0.5, 5],
  ['three quarters of the way from 75 to 100 ms', of([5, 4]), 0.75, 94],
  ['the first interval that reaches the share', of([0, 95], [11, 5]), 0.95, 10],
  ['one in twenty is slow', of([0, 90], [11, 10]), 0.95, 875],
  ['beyond the last bound', of([25, 3]), 0.5, 600_000],
])('%s', (_, counts, quantile, ms) => {
  expect(quantileMs(counts, quantile)).toBe(ms);
});
