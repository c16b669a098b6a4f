import * as fc from 'fast-check';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { countsOf, latencyBoundsMs, quantileMs } from '../rollups/latency-histogram.js';
import { allSql, countsSql, quantileSql } from './quantile-sql.js';

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

const histogram = (counts: readonly number[]) => counts.reduce((sum, count, interval) => sum + BigInt(count) * 10n ** BigInt(12 * interval), 0n);
const statement = `
  SELECT ${quantileSql('counts', 'every', 0.5)} AS p50, ${quantileSql('counts', 'every', 0.95)} AS p95
  FROM (SELECT counts, ${allSql('counts')} AS every FROM (SELECT ${countsSql('$1::numeric')} AS counts OFFSET 0) AS c OFFSET 0) AS a`;

const inSql = async (stored: bigint) => {
  const { rows: [{ p50, p95 }] } = await client.query<{ p50: string | null; p95: string | null }>(statement, [String(stored)]);
  return [p50, p95].map((value) => (value === null ? null : Number(value)));
};

test('Postgres finds the same quantiles as we do', async () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 999_999_999 })), { minLength: latencyBoundsMs.length + 1, maxLength: latencyBoundsMs.length + 1 });
  await fc.assert(fc.asyncProperty(counts, async (some) => {
    const stored = histogram(some);
    expect(await inSql(stored)).toEqual([0.5, 0.95].map((quantile) => quantileMs(countsOf(stored), quantile)));
  }), { numRuns: 300 });
});

test('of nothing there is none', async () => {
  expect(await inSql(0n)).toEqual([null, null]);
});
