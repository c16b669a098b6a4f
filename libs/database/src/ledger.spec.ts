import { Client } from 'pg';
import { usageOf } from '#providers/usage';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { LedgerRepository } from './ledger.js';
import type { LedgerRecord } from './records.js';

let fresh: FreshDatabase;
let database: Database;
let ledger: LedgerRepository;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  ledger = new LedgerRepository(database);
  client = new Client(fresh.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

let requests = 0;
function record(fields: Partial<LedgerRecord> = {}): LedgerRecord {
  requests += 1;
  return {
    requestId: `req_${requests}`, attempt: 1, openedAt: new Date('2026-11-24T10:00:00.123Z'), projectId: 'p', keyId: 'k', memberId: null,
    costCentre: 'research', endUser: null, tags: { team: 'search' }, endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'sandbox',
    credentialId: 'env:sandbox', usage: usageOf({ inputText: 12, outputText: 30 }), priceVersionId: null, listPicoUsd: 9_007_199_254_740_993n,
    chargedPicoUsd: 9_007_199_254_740_994n, basisPoints: 250, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: 5, totalMs: 9,
    processId: 'host-1', sequence: BigInt(requests), ...fields,
  };
}

const rowOf = async (requestId: string) => (await client.query('SELECT *, tableoid::regclass AS partition FROM ledger WHERE request_id = $1', [requestId])).rows[0];
const total = async () => Number((await client.query('SELECT count(*) FROM ledger')).rows[0].count);

async function periodOf(row: LedgerRecord): Promise<string> {
  await ledger.insertMany([row]);
  return (await client.query("SELECT to_char(period, 'YYYY-MM-DD') AS period FROM ledger WHERE request_id = $1", [row.requestId])).rows[0].period;
}

describe('writing', () => {
  test('rows that are there already are neither doubled nor changed', async () => {
    const [first, second] = [record(), record()];
    await expect(ledger.insertMany([first])).resolves.toBe(1);
    await expect(ledger.insertMany([{ ...first, outcome: 'changed' }, second])).resolves.toBe(1);
    expect((await rowOf(first.requestId)).outcome).toBe('ok');
  });

  test('figures beyond the precision of a JavaScript number arrive exactly', async () => {
    const row = record();
    await ledger.insertMany([row]);
    const stored = await rowOf(row.requestId);
    expect([stored.list_pico_usd, stored.charged_pico_usd]).toEqual(['9007199254740993', '9007199254740994']);
    expect([stored.input_text, stored.output_text, stored.cache_read, stored.opened_at]).toEqual([12, 30, 0, row.openedAt]);
    expect(stored.tags).toEqual({ team: 'search' });
  });

  test('text that Postgres cannot store never holds up a batch', async () => {
    const row = record({ endUser: 'a\0b\ud800c😀' });
    await ledger.insertMany([row]);
    expect((await rowOf(row.requestId)).end_user).toBe('a\ufffdb\ufffdc😀');
  });

  test('one row that cannot be stored refuses its whole batch', async () => {
    const before = await total();
    await expect(ledger.insertMany([record(), record({ totalMs: 3e9 })])).rejects.toMatchObject({ kind: 'unstorable' });
    await expect(total()).resolves.toBe(before);
  });

  test('an empty batch asks nothing', async () => {
    await expect(ledger.insertMany([])).resolves.toBe(0);
  });

  test('which of a process\'s attempts have no row is known, of any number', async () => {
    const there = [record({ processId: 'dead' }), record({ processId: 'dead', sequence: 9_007_199_254_740_993n })];
    await ledger.insertMany([...there, record({ processId: 'another', sequence: 77_777n })]);
    const missing = (...sequences: bigint[]) => ledger.countMissing('dead', sequences, there[0].openedAt);
    await expect(missing(...there.map(({ sequence }) => sequence))).resolves.toBe(0);
    await expect(missing(77_777n, there[0].sequence, 9_007_199_254_740_994n)).resolves.toBe(2);
    await expect(ledger.countMissing('dead', [there[0].sequence], new Date(there[0].openedAt.getTime() + 1))).resolves.toBe(1);
  });

  test('an adjustment names the row that it corrects, and may be negative', async () => {
    const row = record();
    const correction = { requestId: row.requestId, attempt: 1, openedAt: row.openedAt, author: 'finance', reason: 'credited by the provider' };
    const adjustment = record({ usage: { ...usageOf(), inputText: -12 }, listPicoUsd: -5n, chargedPicoUsd: -5n, correction });
    await ledger.insertMany([row, adjustment]);
    expect(await rowOf(adjustment.requestId)).toMatchObject({ kind: 'adjustment', corrects_request_id: row.requestId, input_text: -12, author: 'finance' });
  });
});

describe('periods', () => {
  afterEach(async () => {
    await client.query("DELETE FROM closed_period; UPDATE settings SET time_zone = 'UTC'");
  });

  test('a row counts in the month of its opening in the organisation\'s time zone', async () => {
    const openedAt = new Date('2026-10-31T23:30:00Z');
    await expect(periodOf(record({ openedAt }))).resolves.toBe('2026-10-01');
    await client.query("UPDATE settings SET time_zone = 'Europe/Berlin'");
    await expect(periodOf(record({ openedAt }))).resolves.toBe('2026-11-01');
  });

  test('a row of a closed month counts in the first open one', async () => {
    await client.query("INSERT INTO closed_period VALUES ('2026-09-01', now(), 'finance'), ('2026-10-01', now(), 'finance')");
    await expect(periodOf(record({ openedAt: new Date('2026-09-05T00:00:00Z') }))).resolves.toBe('2026-11-01');
    await expect(periodOf(record({ openedAt: new Date('2026-12-05T00:00:00Z') }))).resolves.toBe('2026-12-01');
  });

  test('a time zone that does not exist is refused when it is set', async () => {
    await expect(client.query("UPDATE settings SET time_zone = 'Mars/Olympus'")).rejects.toThrow('not recognized');
  });
});

describe('partitions', () => {
  test('this month and the next two are made once, however many processes ask', async () => {
    const now = new Date('2027-11-30T23:59:59Z');
    const made = await Promise.all([1, 2, 3].map(() => ledger.ensurePartitions(now)));
    expect(made.reduce((sum, count) => sum + count)).toBe(3);
    const row = record({ openedAt: new Date('2028-01-31T23:59:59.999Z') });
    await ledger.insertMany([row]);
    expect((await rowOf(row.requestId)).partition).toBe('ledger_2028_01');
  });

  test('a row of a month without partition is written, and that month then stays in the default partition', async () => {
    const row = record({ openedAt: new Date('2030-02-01T00:00:00Z') });
    await ledger.insertMany([row]);
    await expect(ledger.ensurePartitions(new Date('2030-01-15T00:00:00Z'))).resolves.toBe(2);
    expect((await rowOf(row.requestId)).partition).toBe('ledger_default');
    await expect(ledger.insertMany([row])).resolves.toBe(0);
  });
});

describe('append-only', () => {
  const partitions = ['ledger', 'ledger_default', 'ledger_2031_05'];
  beforeAll(async () => {
    await ledger.ensurePartitions(new Date('2031-05-01T00:00:00Z'));
    await ledger.insertMany([record(), record({ openedAt: new Date('2031-05-02T00:00:00Z') })]);
  });

  test.each(partitions)('%s refuses UPDATE, DELETE and TRUNCATE even to a superuser', async (table) => {
    const before = await total();
    for (const statement of [`UPDATE ${table} SET outcome = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(client.query(statement)).rejects.toThrow('append-only');
    }
    await expect(total()).resolves.toBe(before);
  });
});
