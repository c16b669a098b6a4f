// Closing a month while rows of it are being written, and while another one closes it too.
import { usageOf } from '#providers/usage';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor } from './author.js';
import { Database } from './database.js';
import { insertLedgerRows, LedgerRepository } from './ledger.js';
import { LedgerRowRepository } from './ledger-rows.js';
import { PeriodRepository } from './periods.js';
import type { LedgerRecord } from './records.js';
import { connect, locks } from './session.js';

let fresh: FreshDatabase;
let database: Database;
let periods: PeriodRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  periods = new PeriodRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const at = new Date('2026-06-15T00:00:00Z');
const close = (month: string) => database.change(systemAuthor('command'), at, (change) => periods.close(change, month, 'anna'));

let rows = 0;
function record(openedAt: string): LedgerRecord {
  rows += 1;
  return {
    requestId: `req_${rows}`, attempt: 1, openedAt: new Date(openedAt), projectId: 'p', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
    modelAsked: 'm', modelServed: 'm', providerId: 'openai', credentialId: 'env:openai', usage: usageOf({ inputText: 1 }), priceVersionId: null, listPicoUsd: 3n, chargedPicoUsd: 4n,
    basisPoints: 0, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, processId: 'host-1', sequence: BigInt(rows),
  };
}

/** Until somebody waits for the ledger's lock in vain. */
async function someoneWaits(): Promise<void> {
  const client = await connect(fresh.url);
  for (;;) {
    const { rows: [{ waiting }] } = await client.query<{ waiting: string }>("SELECT count(*) AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1", [locks.ledger]);
    if (waiting !== '0') break;
  }
  await client.end();
}

test('what is being written when a month is closed is among what it is closed with', async () => {
  let closing: ReturnType<typeof close> | undefined;
  await database.inTransaction(async (client) => {
    await insertLedgerRows(client, [record('2026-03-31T23:59:59Z')]);
    closing = close('2026-03');
    await someoneWaits();
  }, 'ReadCommitted');
  expect(await closing).toMatchObject({ kind: 'closed', record: { month: '2026-03', requests: 1n, listPicoUsd: 3n, chargedPicoUsd: 4n } });
});

test('who writes while a month is being closed takes it for closed', async () => {
  const late = record('2026-04-30T23:59:59Z');
  let writing: Promise<number> | undefined;
  await database.change(systemAuthor('command'), at, async (change) => {
    await periods.close(change, '2026-04', 'anna');
    writing = new LedgerRepository(database).insertMany([late]);
    await someoneWaits();
  });
  expect(await writing).toBe(1);
  const [{ period }] = await new LedgerRowRepository(database).ofRequest(late.requestId);
  expect(period).toEqual(new Date('2026-05-01'));
  expect((await periods.list()).map(({ month, requests }) => [month, requests])).toEqual([['2026-05', 1n], ['2026-04', 0n], ['2026-03', 1n]]);
});

test('of two who close a month at once one does', async () => {
  const closings = await Promise.all([close('2026-05'), close('2026-05')]);
  expect(closings.map(({ kind }) => kind).toSorted()).toEqual(['already', 'closed']);
});

test('nothing is signed that is not summed, or not there', async () => {
  await database.ask((client) => client.$executeRaw`INSERT INTO rollup_rebuild (month) VALUES ('1970-01-01'), ('2026-06-01')`);
  expect(await close('2026-06')).toEqual({ kind: 'unsummed', month: '2026-06' });
  await database.ask((client) => client.$executeRaw`DELETE FROM rollup_rebuild`);
  const empty = await freshDatabase();
  const other = new Database(empty.url);
  expect(await other.change(systemAuthor('command'), at, (change) => new PeriodRepository(other).close(change, '2026-01', 'anna'))).toEqual({ kind: 'empty' });
  await other.close();
  await empty.drop();
});

test('a month before one that is open and has rows comes first', async () => {
  await new LedgerRepository(database).insertMany([record('2026-06-01T00:00:00Z')]);
  expect(await close('2026-07')).toEqual({ kind: 'open', month: '2026-06' });
});
