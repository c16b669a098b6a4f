import * as fc from 'fast-check';
import { Client } from 'pg';
import { anyLedger, someZones } from '../../test/any-ledger.js';
import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { sumsByHand, sumsStored } from '../../test/sums-by-hand.js';
import { Database } from '../database.js';
import { LedgerRepository } from '../ledger.js';
import { locks } from '../session.js';
import { measures } from './measures.js';
import { RollupRepository } from './rollups.js';

let fresh: FreshDatabase;
let database: Database;
let ledger: LedgerRepository;
let rollups: RollupRepository;
let client: Client;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  ledger = new LedgerRepository(database);
  rollups = new RollupRepository(database);
  client = new Client(fresh.url);
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

let projects = 0;
const prefix = () => `p${(projects += 1)}_`;
const useZone = (zone: string) => client.query('UPDATE settings SET time_zone = $1', [zone]);
const close = (month: string) => client.query("INSERT INTO closed_period VALUES ($1, now(), 'finance')", [month]);
async function rebuildAll(): Promise<string[]> {
  const done: string[] = [];
  for (let month = await rollups.rebuildNext(new Date('2026-12-31')); month !== undefined; month = await rollups.rebuildNext(new Date('2026-12-31'))) done.push(month);
  return done;
}
const stored = (of: string) => sumsStored(client, of);
const byHand = (of: string, zone: string) => sumsByHand(client, of, zone);

test('sums are those of the ledger, whatever comes in whatever batches, twice or not', async () => {
  const batches = fc.tuple(fc.constantFrom(...someZones), anyLedger('any_'), fc.integer({ min: 1, max: 20 }));
  await fc.assert(fc.asyncProperty(batches, async ([zone, rows, size]) => {
    const of = prefix();
    const own = rows.map((row) => ({ ...row, projectId: of + row.projectId, requestId: of + row.requestId }));
    await useZone(zone);
    for (let at = 0; at < own.length; at += size) await ledger.insertMany(own.slice(at, at + size));
    await ledger.insertMany(own.slice(0, size)); // a drain that is repeated
    expect(await stored(of)).toEqual(await byHand(of, zone));
  }), { numRuns: 30 });
}, 60_000);

test('rows of a closed month are summed in the first open one, on its first day', async () => {
  await close('2026-03-01');
  const [zone, of] = ['Europe/Berlin', prefix()];
  await useZone(zone);
  await ledger.insertMany(fc.sample(anyLedger(of, 60), { numRuns: 5, seed: 7 }).flat());
  expect(await stored(of)).toEqual(await byHand(of, zone));
  const { rows } = await client.query('SELECT (SELECT min(day)::text FROM usage_day) AS first, (SELECT min(month)::text FROM usage_month) AS month');
  expect(rows).toEqual([{ first: '2026-04-01', month: '2026-04-01' }]);
});

test('another time zone has all months summed anew, and only their days move', async () => {
  const of = prefix();
  await ledger.insertMany(fc.sample(anyLedger(of, 60), { numRuns: 5, seed: 8 }).flat());
  expect(await stored(of)).toEqual(await byHand(of, 'UTC'));
  const { usage_month: months } = await stored(of);
  await useZone('Asia/Kathmandu');
  expect((await rollups.waiting()).length).toBeGreaterThan(1);
  await rebuildAll();
  await expect(rollups.waiting()).resolves.toEqual([]);
  expect(await stored(of)).toEqual(await byHand(of, 'Asia/Kathmandu'));
  expect((await stored(of)).usage_month).toEqual(months);
});

test('the same time zone again asks for nothing', async () => {
  await ledger.insertMany(fc.sample(anyLedger(prefix()), { numRuns: 1, seed: 9 }).flat());
  await useZone('UTC');
  await expect(rollups.waiting()).resolves.toEqual([]);
});

test('three writers on the same keys, and a time zone that changes under them, leave exact sums', async () => {
  const of = prefix();
  const batches = fc.sample(anyLedger(of, 30), { numRuns: 90, seed: 10 });
  const write = async (writer: number) => {
    for (const [index, batch] of batches.entries()) if (index % 3 === writer) await ledger.insertMany(batch);
  };
  const change = async () => {
    for (const zone of ['America/New_York', 'Australia/Lord_Howe', 'Europe/Berlin']) {
      await useZone(zone);
      await rebuildAll();
    }
  };
  await Promise.all([write(0), write(1), write(2), change()]);
  await rebuildAll();
  expect(await stored(of)).toEqual(await byHand(of, 'Europe/Berlin'));
}, 60_000);

test('who changes where rows count waits for writers under way', async () => {
  const writer = new Client(fresh.url);
  await writer.connect();
  await writer.query('BEGIN');
  await writer.query('SELECT pg_advisory_xact_lock_shared($1)', [locks.ledger]);
  let changed = false;
  const change = useZone('Europe/Berlin').then(() => (changed = true));
  const waiting = "SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted";
  while ((await writer.query(waiting, [locks.ledger])).rows[0].waiting === 0); // until the change stands at the lock
  expect(changed).toBe(false);
  await writer.query('COMMIT');
  await change;
  await writer.end();
});

test('sums that were changed are those of the ledger again when their month is rebuilt, quarter-hours too', async () => {
  const of = prefix();
  await ledger.insertMany(fc.sample(anyLedger(of, 60), { numRuns: 3, seed: 11 }).flat());
  const before = await stored(of);
  for (const table of Object.keys(before)) await client.query(`UPDATE ${table} SET charged_pico_usd = charged_pico_usd + 1, requests = 0`);
  expect(await stored(of)).not.toEqual(before);
  const { rows: months } = await client.query<{ month: string }>('SELECT DISTINCT month::text FROM usage_month');
  for (const { month } of months) await rollups.rebuild(month);
  await rollups.rebuildQuarterHours(new Date('2026-01-01T00:00:00Z'));
  expect(await stored(of)).toEqual(await byHand(of, 'UTC'));
});

test('months of values are those of labels added up: as they are written, and when they are made anew', async () => {
  await ledger.insertMany(fc.sample(anyLedger(prefix(), 60), { numRuns: 4, seed: 14 }).flat());
  const added = Object.keys(measures).map((column) => `sum(${column})::text AS ${column}`).join(', ');
  const values = async (from: string) => (await client.query(`SELECT month::text, kind, name, value, ${added} FROM ${from} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`)).rows;
  const expected = await values('label_month JOIN label_group ON id = group_id');
  expect(expected.length).toBeGreaterThan(5);
  expect(await values('value_month')).toEqual(expected);
  await client.query('UPDATE value_month SET requests = requests + 1');
  const { rows: months } = await client.query<{ month: string }>('SELECT DISTINCT month::text FROM usage_month');
  for (const { month } of months) await rollups.rebuild(month);
  expect(await values('value_month')).toEqual(expected);
});

test('what was written before there were sums is summed once they are there', async () => {
  const of = prefix();
  await ledger.insertMany(fc.sample(anyLedger(of, 60), { numRuns: 3, seed: 13 }).flat());
  const before = await stored(of);
  for (const table of Object.keys(before)) await client.query(`TRUNCATE ${table}`);
  await client.query("INSERT INTO rollup_rebuild (month) SELECT DISTINCT period FROM ledger UNION SELECT DATE '1970-01-01' FROM ledger"); // as the migration did
  for (let done = await rollups.rebuildNext(new Date('2026-01-01')); done !== undefined; done = await rollups.rebuildNext(new Date('2026-01-01')));
  expect(await stored(of)).toEqual(before);
  await expect(rollups.waiting()).resolves.toEqual([]);
});

test('quarter-hours are kept for 92 days: reports of hours go back 90 local days, from their first moment', async () => {
  const of = prefix();
  await ledger.insertMany(fc.sample(anyLedger(of, 60), { numRuns: 3, seed: 12 }).flat());
  await rollups.dropOldQuarterHours(new Date('2026-06-30T00:00:00Z'));
  const { rows } = await client.query('SELECT count(*) FILTER (WHERE quarter < $1)::int AS old, count(*)::int AS left FROM usage_quarter_hour', ['2026-03-30T00:00:00Z']);
  expect(rows[0].old).toBe(0);
  expect(rows[0].left).toBeGreaterThan(0);
});
