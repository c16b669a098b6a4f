import * as fc from 'fast-check';
import { Client } from 'pg';
import { Database } from '#database/database';
import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord, UnitPrice } from '#database/records';
import { RollupRepository } from '#database/rollups/rollups';
import { usageOf } from '#providers/usage';
import { anyLedger } from '#database-test/any-ledger';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { listCost } from '../cost.js';
import { charge } from '../money.js';
import { firstMonth, verifyLedger } from './verify-ledger.js';

/** After all rows of any ledger, whose latest moments are of the first of January. */
const now = () => Date.parse('2027-01-03T12:00:00Z');
const unitPrices: UnitPrice[] = [
  { bucket: 'inputText', fromInputTokens: 0, picoUsd: 2_500_000n }, { bucket: 'inputText', fromInputTokens: 200_000, picoUsd: 5_000_001n },
  { bucket: 'outputText', fromInputTokens: 0, picoUsd: 10_000_003n }, { bucket: 'request', fromInputTokens: 0, picoUsd: 7n },
];

let fresh: FreshDatabase;
let database: Database;
let client: Client;

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  client = new Client(fresh.url);
  await client.connect();
  await client.query(`
    INSERT INTO model (id, type, source, created_at) VALUES ('m', 'chat', 'admin', now());
    INSERT INTO target (id, model_id, provider_id, upstream_model, source) VALUES ('g', 'm', 'openai', 'm', 'admin');
    INSERT INTO price_version (id, target_id, valid_from, source) VALUES ('v', 'g', now(), 'admin'), ('free', 'g', now(), 'admin');
    INSERT INTO price_unit (price_version_id, bucket, pico_usd) VALUES ('free', 'inputText', 0)`);
  for (const { bucket, fromInputTokens, picoUsd } of unitPrices) await client.query("INSERT INTO price_unit VALUES ('v', $1, $2, $3)", [bucket, fromInputTokens, picoUsd]);
});

afterEach(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

/** The rows as a proxy would have written them: priced by its versions, numbered without a gap, corrected by less than they came to. */
function priced(rows: readonly LedgerRecord[], processId: string): LedgerRecord[] {
  let sequence = 0n;
  return rows.filter(({ correction }) => !correction).flatMap((row, index) => {
    sequence += 1n;
    const none = row.confidence === 'none';
    const usage = none ? usageOf() : { ...row.usage, images: 0 };
    const priceVersionId = index % 5 === 0 ? null : index % 7 === 0 ? 'free' : 'v';
    const listPicoUsd = none || priceVersionId !== 'v' ? 0n : listCost(usage, unitPrices).listPicoUsd;
    const basisPoints = index % 2 === 0 ? 1234 : -3333;
    const attempt = { ...row, usage, priceVersionId, basisPoints, listPicoUsd, chargedPicoUsd: charge(listPicoUsd, basisPoints), processId, sequence };
    if (index % 3 !== 0) return [attempt];
    const correction = { requestId: attempt.requestId, attempt: 1, openedAt: attempt.openedAt, author: 'finance', reason: 'too much' };
    return [attempt, {
      ...attempt, requestId: `adj_${attempt.requestId}`, usage: { ...usageOf(), inputText: -usage.inputText }, listPicoUsd: -listPicoUsd / 2n, chargedPicoUsd: -attempt.chargedPicoUsd / 2n,
      outcome: 'ok', final: false, firstTokenMs: null, totalMs: 0, processId: `adj_${attempt.requestId}`, sequence: 0n, correction,
    }];
  });
}

let processes = 0;
async function write(rows: readonly LedgerRecord[]): Promise<LedgerRecord[]> {
  const whole = priced(rows, `process_${(processes += 1)}`);
  await new LedgerRepository(database).insertMany(whole);
  return whole;
}
const someLedger = () => write(fc.sample(anyLedger('p_', 60), { numRuns: 4, seed: 11 }).flat());
const useZone = (zone: string) => client.query('UPDATE settings SET time_zone = $1', [zone]);
const prove = (at = now) => verifyLedger(fresh.url, { months: 'all', now: at });
async function faults(at = now): Promise<string[]> {
  const { ok, checks } = await prove(at);
  const differing = checks.filter(({ state }) => state === 'differs');
  expect(ok).toBe(differing.length === 0);
  for (const { differences } of differing) expect(differences.length).toBeGreaterThan(0);
  return differing.map(({ name }) => name);
}

/** Behind the back of what refuses changes. */
async function tamper(sql: string, table = 'ledger'): Promise<void> {
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

test('a ledger that is whole is proven, in any time zone, with corrections and closed months', async () => {
  await useZone('Asia/Kathmandu');
  await client.query("INSERT INTO closed_period VALUES ('2026-02-01', now(), 'finance')");
  await fc.assert(fc.asyncProperty(anyLedger('p_'), async (rows) => {
    await write(rows);
    await expect(faults()).resolves.toEqual([]);
  }), { numRuns: 8 });
  const rows = await someLedger();
  const { checks, rows: proven } = await prove();
  expect(proven).toBeGreaterThanOrEqual(rows.filter(({ correction }) => !correction).length);
  expect(checks.filter(({ state }) => state !== 'ok').map(({ name, state }) => [name, state])).toEqual([['holds', 'skipped']]);
  expect(checks.find(({ name }) => name === 'months')?.figures).toMatchObject({ 'keys that differ': '0' });
}, 60_000);

test.each<[string, string, string[]]>([
  ['a sum of a day that is too small', 'UPDATE usage_day SET charged_pico_usd = charged_pico_usd - 1 WHERE ctid = (SELECT min(ctid) FROM usage_day)', ['days']],
  ['a count of a month', 'UPDATE usage_month SET requests = requests + 1 WHERE ctid = (SELECT min(ctid) FROM usage_month)', ['months']],
  ["a project's day that is not there", 'DELETE FROM project_day WHERE ctid = (SELECT min(ctid) FROM project_day WHERE attempts > 0)', ['project-days']],
  ['a day of a label', 'UPDATE label_day SET images = images + 1 WHERE ctid = (SELECT min(ctid) FROM label_day)', ['label-days']],
  ['a month of an end user that has a token more', "UPDATE value_month SET input_text = input_text + 1 WHERE ctid = (SELECT min(ctid) FROM value_month WHERE kind = 'end-user')", ['value-months']],
  ['a month of a label that is summed twice', 'UPDATE label_month SET attempts = attempts * 2 WHERE ctid = (SELECT min(ctid) FROM label_month WHERE attempts > 0)', ['label-months']],
  ['a quarter of an hour', 'UPDATE usage_quarter_hour SET errors = errors + 1', ['quarter-hours']],
  ['a histogram', 'UPDATE usage_day SET latency = latency + 1 WHERE ctid = (SELECT min(ctid) FROM usage_day)', ['days']],
  ['sums of another key', "UPDATE usage_group SET key_id = 'key_9' WHERE ctid = (SELECT min(ctid) FROM usage_group)", ['days', 'months']],
])('%s is found', async (_, sql, names) => {
  await useZone('Europe/Berlin');
  await someLedger();
  await client.query(sql);
  await expect(faults()).resolves.toEqual(names);
});

const one = "WHERE (request_id, attempt, opened_at) = (SELECT request_id, attempt, opened_at FROM ledger WHERE kind = 'attempt' AND price_version_id = 'v' AND confidence <> 'none' AND list_pico_usd > 0 AND sequence = 3 LIMIT 1)";

test('a row that was taken out is a gap in its process, and missing in every sum', async () => {
  await write(fc.sample(anyLedger('p_', 60), { numRuns: 4, seed: 11 }).flat().filter(({ correction }) => !correction).map((row) => ({ ...row, confidence: 'reported', tags: { a: 'b' } })));
  await tamper("DELETE FROM ledger WHERE kind = 'attempt' AND sequence = 2");
  const found = await faults();
  expect(found).toEqual(expect.arrayContaining(['days', 'months', 'project-days', 'label-days', 'label-months', 'sequences']));
  const { checks } = await prove();
  expect(checks.find(({ name }) => name === 'sequences')?.differences).toEqual([expect.objectContaining({ expected: 'a row of number 2' })]);
  const [{ opened_at: openedAt }] = (await client.query<{ opened_at: Date }>("SELECT opened_at FROM ledger WHERE kind = 'attempt' AND sequence = 3")).rows;
  const soon = (await prove(() => openedAt.getTime() + 60_000)).checks.find(({ name }) => name === 'sequences');
  expect(soon).toMatchObject({ state: 'pending', differences: [], note: expect.stringContaining('under way') });
});

test.each([
  ['list_pico_usd', 'list_pico_usd = list_pico_usd + 1'], ['charged_pico_usd', 'charged_pico_usd = charged_pico_usd - 1'], ['list_pico_usd', 'price_version_id = NULL'],
  ['price_version_id', "price_version_id = 'gone'"], ['list_pico_usd', 'output_text = output_text + 1'], ['confidence', "images = 1, confidence = 'reported'"], ['confidence', "confidence = 'none', output_text = 1"],
])('a row whose cost is not that of its tokens is found by its %s (%s)', async (what, change) => {
  await write(fc.sample(anyLedger('p_', 60), { numRuns: 4, seed: 12 }).flat().map((row) => ({ ...row, confidence: 'reported', usage: usageOf({ inputText: 1000, outputText: 10 }) })));
  await tamper(`UPDATE ledger SET ${change} ${one}`);
  const { ok, checks } = await prove();
  expect([ok, checks.find(({ name }) => name === 'costs')]).toEqual([false, expect.objectContaining({
    state: 'differs', figures: expect.objectContaining({ 'rows that differ': '1' }), differences: [expect.objectContaining({ what })],
  })]);
});

test('a price that was changed is found by what it priced', async () => {
  await someLedger();
  await tamper("UPDATE price_unit SET pico_usd = pico_usd + 1 WHERE price_version_id = 'v' AND bucket = 'request'", 'price_unit');
  await expect(faults()).resolves.toEqual(['costs']);
});

test.each([
  ['that corrects no row', "corrects_request_id = 'req_nobody'"], ['that takes more than there was', 'charged_pico_usd = -9000000000000000000'], ['of another project', "project_id = 'other'"],
])('a correction %s is found', async (_, change) => {
  await someLedger();
  await tamper(`UPDATE ledger SET ${change} WHERE request_id = (SELECT min(request_id) FROM ledger WHERE kind = 'adjustment')`);
  await expect(faults()).resolves.toContain('adjustments');
});

test.each([
  ['disabled', 'ledger_default', 'ALTER TABLE ledger_default DISABLE TRIGGER refuse_change'], ['enabled for replicas alone', 'ledger_2026_11', 'ALTER TABLE ledger_2026_11 ENABLE REPLICA TRIGGER refuse_truncate'],
  ['not there', 'ledger', 'DROP TRIGGER refuse_truncate ON ledger'],
])('a trigger against changes that is %s is found', async (_, table, sql) => {
  await new LedgerRepository(database).ensurePartitions(new Date('2026-11-05T00:00:00Z'));
  await expect(faults()).resolves.toEqual([]);
  await client.query(sql);
  const { checks } = await prove();
  expect(checks.find(({ name }) => name === 'append-only')).toMatchObject({ state: 'differs', differences: [{ at: { table } }] });
});

test('what is held for a request that is over is found, and for one that has only just ended it is not', async () => {
  const add = (id: string, age: string) => client.query(`
    INSERT INTO request (id, at, key_id, project_id, endpoint, model_asked, status, stream, total_ms, process_id, written_at, attempts, params_dropped)
    VALUES ($1, now(), 'k', 'p', 'chat', 'm', 200, false, 5, 'x', now() - $2::interval, '[]', '{}')`, [id, age]);
  await add('over', '6 minutes');
  await add('just_over', '1 minute');
  const holds = async (ids: string[] | null) => (await verifyLedger(fresh.url, { now, holds: () => Promise.resolve(ids) })).checks.find(({ name }) => name === 'holds');
  await expect(holds(['under_way', 'just_over'])).resolves.toMatchObject({ state: 'ok', figures: { holds: '2' } });
  await expect(holds(['under_way', 'over'])).resolves.toMatchObject({ state: 'differs', differences: [{ at: { requestId: 'over' } }] });
  await expect(holds(['over gpt-4o-mini', 'under_way up to gpt-4o'])).resolves.toMatchObject({ state: 'differs', differences: [{ at: { requestId: 'over' } }] });
  await expect(holds(null)).resolves.toMatchObject({ state: 'skipped', note: expect.stringContaining('counters') });
});

test('days that wait for another time zone are pending, and proven once they are made anew', async () => {
  await someLedger();
  await useZone('Australia/Lord_Howe');
  const states = async () => Object.fromEntries((await prove()).checks.map(({ name, state }) => [name, state]));
  await expect(states()).resolves.toMatchObject({ days: 'pending', 'project-days': 'pending', 'label-days': 'pending', months: 'ok' });
  const rollups = new RollupRepository(database);
  while (await rollups.rebuildNext(new Date())) { /* the next one */ }
  await expect(states()).resolves.toMatchObject({ days: 'ok', months: 'ok' });
});

test('what is read is the months that are asked for', async () => {
  const at = new Date('2027-01-03T12:00:00Z');
  expect([firstMonth(at, undefined), firstMonth(at, 1), firstMonth(at, 13), firstMonth(at, 'all')]).toEqual(['2026-11-01', '2027-01-01', '2026-01-01', null]);
  await someLedger();
  await client.query("UPDATE usage_month SET requests = requests + 1 WHERE month = '2026-03-01'");
  await expect(faults()).resolves.toEqual(['months']);
  await expect(verifyLedger(fresh.url, { now })).resolves.toMatchObject({ ok: true, from: '2026-11' });
});
