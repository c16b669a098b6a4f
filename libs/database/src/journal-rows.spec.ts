import { Client } from 'pg';
import { usageOf } from '#providers/usage';
import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { JournalRowRepository } from './journal-rows.js';
import type { LedgerRecord } from './records.js';
import type { RequestRecord } from './request-row.js';

let fresh: FreshDatabase;
let database: Database;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  client = new Client(fresh.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const attempt = (sequence: bigint): LedgerRecord => ({
  requestId: `req_${sequence}`, attempt: 1, openedAt: new Date('2026-11-24T10:00:00Z'), projectId: 'p', keyId: 'k', memberId: null, costCentre: null,
  endUser: null, tags: {}, endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'sandbox', credentialId: 'env:sandbox',
  usage: usageOf({ inputText: 1 }), priceVersionId: null, listPicoUsd: 1n, chargedPicoUsd: 1n, basisPoints: 0, confidence: 'reported',
  outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, processId: 'p-1', sequence,
});
const request = (id: string, totalMs = 1): RequestRecord => ({
  id, at: new Date('2026-11-24T10:00:00Z'), keyId: 'k', projectId: 'p', endpoint: 'chat', modelAsked: 'm', status: 200, errorCode: null,
  stream: false, attempts: [], paramsDropped: [], replayOf: null, totalMs, processId: 'p-1',
});
const there = async () => Number((await client.query('SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM request) AS rows')).rows[0].rows);

describe('a batch of a journal', () => {
  const rows = () => new JournalRowRepository(database);

  test('is all there or not at all, rows of both kinds', async () => {
    await expect(rows().insert({ attempts: [attempt(1n)], requests: [request('req_1', 3e9)] })).rejects.toMatchObject({ kind: 'unstorable' });
    await expect(there()).resolves.toBe(0);
    await expect(rows().insert({ attempts: [attempt(1n), attempt(2n)], requests: [request('req_1')] })).resolves.toBe(3);
    await expect(there()).resolves.toBe(3);
  });

  test('that is written again counts only what is new', async () => {
    await expect(rows().insert({ attempts: [attempt(2n), attempt(3n)], requests: [request('req_1')] })).resolves.toBe(1);
    await expect(there()).resolves.toBe(4);
  });
});
