import * as fc from 'fast-check';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { usageOf } from '#providers/usage';
import { freshDatabase, type FreshDatabase } from '../../test/fresh-database.js';
import { Database } from '../database.js';
import { LedgerRepository } from '../ledger.js';
import type { LedgerRecord } from '../records.js';
import { SqlValues } from '../reports/sql-text.js';
import type { CopyFormat, ExportRelation } from './export-relation.js';
import { ExportRepository } from './exports.js';
import { focusRelation } from './focus-relation.js';
import { ledgerRelation } from './ledger-relation.js';
import { csvHeader } from './render-copy.js';

let fresh: FreshDatabase;
let database: Database;
let client: Client;
let exports: ExportRepository;
const unnamed = { project: false, key: false, member: false, credential: false };
const odd = 'a\\b\\n "quoted", \'single\' 🦆\u2028 $1 \\.';

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  exports = new ExportRepository(database);
  client = new Client(fresh.url);
  await client.connect();
  const rows: Partial<LedgerRecord>[] = [
    { endUser: '=1+1', costCentre: '@SUM(A1)', chargedPicoUsd: 1n, listPicoUsd: 9_223_372_036_854_775_807n },
    { endUser: odd, tags: { team: '\\"' }, chargedPicoUsd: 2_500_000_000_000n, usage: usageOf({ inputText: 2_147_483_647, cacheRead: 2_147_483_647 }) },
    { endUser: '-3', openedAt: new Date('2026-09-15T12:00:00Z'), usage: usageOf({ images: 2 }) },
    { endUser: '＝1', chargedPicoUsd: -1n, openedAt: new Date('2026-09-20T00:00:00Z'), correction: { requestId: 'req_2', attempt: 1, openedAt: new Date('2026-09-20T00:00:00Z'), author: 'a', reason: 'r' }, final: false },
  ];
  await client.query("INSERT INTO closed_period VALUES ('2026-08-01', now(), 'finance')");
  const insert = (some: Partial<LedgerRecord>[], first: number) => new LedgerRepository(database).insertMany(some.map((row, index): LedgerRecord => ({
    requestId: `req_${first + index}`, attempt: 1, openedAt: new Date(Date.parse('2026-10-03T10:00:00Z') + index), projectId: 'p', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
    modelAsked: 'm', modelServed: 'm', providerId: 'openai', credentialId: 'c', usage: usageOf(), priceVersionId: null, listPicoUsd: 0n, chargedPicoUsd: 0n, basisPoints: 0, confidence: 'reported', outcome: 'ok',
    final: true, firstTokenMs: null, totalMs: 1, processId: 'x', sequence: BigInt(first + index), ...row,
  })));
  await insert(rows.slice(0, 3), 0);
  await client.query("INSERT INTO closed_period VALUES ('2026-09-01', now(), 'finance')");
  await insert(rows.slice(3), 3);
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

async function whole(relation: ExportRelation, format: CopyFormat) {
  const open = await exports.open(relation);
  try {
    return { count: open.rowCount, file: await text(open.read(format)) };
  } finally {
    await open.close();
  }
}

async function objects(relation: ExportRelation) {
  const { count, file } = await whole(relation, 'ndjson');
  const rows = file.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows).toHaveLength(count);
  return rows;
}

test('lines of JSON hold what was stored, whatever characters it has, and money to the last digit', async () => {
  const rows = await objects(ledgerRelation({ from: new Date('2026-10-01T00:00:00Z') }, unnamed));
  expect(rows).toMatchObject([
    { openedAt: '2026-10-03T10:00:00.000Z', period: '2026-10-01', requestId: 'req_0', endUser: '=1+1', listUsd: '9223372.036854775807', chargedUsd: '0.000000000001' },
    { endUser: odd, tags: { team: '\\"' }, chargedUsd: '2.5', listUsd: '0', inputTokens: 4_294_967_294 },
  ]);
});

test('in a CSV no text begins like a formula, and numbers are left alone', async () => {
  const { file, count } = await whole(ledgerRelation({}, unnamed), 'csv');
  expect(count).toBe(4);
  expect(file.match(/(?<=-01,)req_\d/g)).toEqual(['req_2', 'req_3', 'req_0', 'req_1']);
  expect(file).toMatch(/^"Opened at \(UTC\)","Month","Request"/);
  for (const safe of [",'=1+1,", ",'@SUM(A1),", ",'-3,", ",'＝1,", ',-0.000000000001,', `,"${odd.replaceAll('"', '""')}",`]) expect(file).toContain(safe);
});

function textsRelation(texts: readonly string[]): ExportRelation {
  const values = new SqlValues();
  return {
    values, with: undefined, from: `unnest(${values.add(texts, 'text[]')}) WITH ORDINALITY AS rows (said, n)`, names: '', where: undefined, orderBy: 'n',
    columns: [{ key: 'n', header: 'N', kind: 'count', sql: 'n' }, { key: 'said', header: 'Said', kind: 'text', sql: 'said' }, { key: 'tags', header: 'Tags', kind: 'json', sql: "jsonb_build_object('a', said)" }],
  };
}

const cellsOf = (file: string) => Array.from(file.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))[,\n]/g), ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);

test('wherever a spreadsheet cuts a CSV no cell begins like a formula, and but for the apostrophes each text is what it was', async () => {
  const said = fc.string({ unit: fc.constantFrom(...Array.from('=+-@＝＋－＠;;\t\n\r",a1 ')), maxLength: 12 });
  await fc.assert(fc.asyncProperty(fc.array(said, { minLength: 30, maxLength: 60 }), async (texts) => {
    const { file } = await whole(textsRelation(['a;=1+1', ...texts]), 'csv');
    expect(file.split(/[;\t\n\r]/).filter((cell) => /^"*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    const cells = cellsOf(file).slice(3);
    expect(cells.filter((_, index) => index % 3 === 1).map((cell) => cell.replaceAll("'", ''))).toEqual(['a;=1+1', ...texts]);
    expect(cells.filter((_, index) => index % 3 === 2).map((cell) => (JSON.parse(cell) as { a: string }).a)).toEqual(['a;=1+1', ...texts]);
  }), { numRuns: 15 });
  expect(csvHeader([{ key: 'tag', header: 'Tag a;-1', kind: 'text', sql: '' }])).toBe('"Tag a;\'-1"\n');
});

test('filters are those of the list of rows; a character zero is refused', async () => {
  expect(await objects(ledgerRelation({ endUser: odd, tag: { name: 'team', value: '\\"' }, projectIds: ['p'], costCentre: null, period: new Date('2026-10-01') }, unnamed))).toHaveLength(1);
  expect((await whole(ledgerRelation({ endUser: "x' OR true --" }, unnamed), 'csv')).count).toBe(0);
  await expect(exports.open(ledgerRelation({ endUser: 'a\0b' }, unnamed))).rejects.toThrow('character zero');
});

test('FOCUS: local days as moments, the unit that was used, and corrections of closed months apart', async () => {
  const rows = await objects(focusRelation({
    from: '2026-09-01', until: '2026-11-01', projectIds: undefined, organisationName: 'Acme', timeZone: 'Europe/Berlin', providerNames: new Map([['openai', 'OpenAI']]), named: unnamed,
  }));
  expect(rows).toMatchObject([
    { BillingPeriodStart: '2026-08-31T22:00:00Z', BillingPeriodEnd: '2026-09-30T22:00:00Z', ChargeClass: null, ConsumedQuantity: 2, ConsumedUnit: 'Images', ProviderName: 'OpenAI' },
    { ChargePeriodStart: '2026-09-30T22:00:00Z', ChargeClass: 'Correction', BilledCost: '-0.000000000001', ListCost: '0' },
    { BilledCost: '0.000000000001', ListCost: '9223372.036854775807', ConsumedUnit: 'Requests', Tags: { 'aiproxy/costCentre': '@SUM(A1)' } },
    { ChargePeriodStart: '2026-10-02T22:00:00Z', ChargePeriodEnd: '2026-10-03T22:00:00Z', ConsumedQuantity: 4_294_967_294, ConsumedUnit: 'Tokens', BilledCost: '2.5', Tags: { 'aiproxy/confidence': 'reported' } },
  ]);
});

const running = async () => (await client.query("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'aiproxy export %' AND datname = current_database()")).rowCount;
const many = (sql: string): ExportRelation => ({ ...ledgerRelation({}, unnamed), from: sql, where: undefined, names: '', orderBy: 'n', columns: [{ key: 'n', header: 'N', kind: 'count', sql: 'n' }] });
const untilNothingRuns = async () => { while (await running()) await new Promise((resolve) => setImmediate(resolve)); };

test('a download that is stopped leaves nothing running', async () => {
  const open = await exports.open(many('(SELECT n FROM generate_series(1, 3000000) AS n) AS rows'));
  const rows = open.read('csv');
  for await (const _ of rows) break;
  expect(await running()).toBe(1);
  await open.close();
  await untilNothingRuns();
});

test('nor does one that is stopped while rows are counted', async () => {
  const stop = new AbortController();
  const opening = exports.open(many('(SELECT n FROM generate_series(1, 300) AS n, pg_sleep(1)) AS rows'), stop.signal);
  while (!(await running())) await new Promise((resolve) => setImmediate(resolve));
  stop.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  await untilNothingRuns();
});

test('for whoever has left already nothing is begun', async () => {
  const nowhere = new Database('postgres://nobody@127.0.0.1:1/none');
  await expect(new ExportRepository(nowhere).open(many('generate_series(1, 3) AS n'), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  await nowhere.close();
  const stop = new AbortController();
  const opening = exports.open(many('(SELECT n FROM generate_series(1, 300) AS n, pg_sleep(1)) AS rows'), stop.signal);
  stop.abort(); // while it is connected
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  await untilNothingRuns();
});

test('a failure in the middle is told to whoever reads', async () => {
  const open = await exports.open({ ...many('generate_series(1, 2000001) AS n'), columns: [{ key: 'n', header: 'N', kind: 'count', sql: '1 / (2000000 - n)' }] });
  await expect(text(open.read('csv'))).rejects.toMatchObject({ kind: 'unstorable' });
  await open.close();
});
