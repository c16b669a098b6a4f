import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Database } from '#database/database';
import { LedgerRepository } from '#database/ledger';
import { usageOf } from '#providers/usage';
import { freshDatabase, type FreshDatabase } from '../../database/test/fresh-database.js';
import { LedgerFullError, LedgerWriter } from './ledger-writer.js';
import type { AttemptEnd, AttemptFacts } from './settle-attempt.js';

let fresh: FreshDatabase;
let database: Database;
let client: Client;
let writer: LedgerWriter;
const logged: string[] = [];
const log = (message: string) => { logged.push(message); };

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  client = new Client(fresh.url);
  await client.connect();
  Logger.overrideLogger({ log, warn: log, error: log });
});
beforeEach(() => {
  logged.length = 0;
  writer = new LedgerWriter(new LedgerRepository(database));
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const factsOf = (requestId: string): AttemptFacts => ({
  row: {
    requestId, attempt: 1, openedAt: new Date('2026-11-24T12:00:00Z'), projectId: 'p', keyId: 'k', memberId: null, costCentre: null,
    endUser: null, tags: {}, endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'openai', credentialId: 'env:openai', basisPoints: 0,
  },
  price: { state: 'free', version: null },
  bounds: { requestBytes: 100, maxTokens: null, modelMaxOutputTokens: null, contextWindow: null },
});
const end: AttemptEnd = { outcome: 'ok', final: true, firstTokenMs: null, totalMs: 5, spent: { kind: 'reported', usage: usageOf({ inputText: 7 }) } };
const rows = async () => (await client.query('SELECT request_id, sequence, outcome, input_text FROM ledger WHERE process_id = $1 ORDER BY sequence', [writer.processId])).rows;

describe('LedgerWriter', () => {
  it('has every settled attempt in the ledger after a drain, numbered in the order they were opened', async () => {
    const [first, second, third] = ['req_a', 'req_b', 'req_c'].map((id) => writer.open(factsOf(id)));
    writer.settle(third, end);
    writer.settle(first, end);
    expect(writer.counts()).toMatchObject({ open: 1, waiting: 2 });
    await writer.drain();
    expect(await rows()).toMatchObject([{ request_id: 'req_a', sequence: '1' }, { request_id: 'req_c', sequence: '3' }]);
    writer.settle(second, end);
    await writer.drain();
    expect((await rows()).map(({ sequence }) => sequence)).toEqual(['1', '2', '3']);
    expect(writer.counts()).toEqual({ open: 0, waiting: 0, ignored: 0, unstorable: 0 });
  });

  it('books an attempt once, as it was settled first', async () => {
    const sequence = writer.open(factsOf('req_once'));
    expect(writer.settle(sequence, end)).toMatchObject({ outcome: 'ok', sequence, processId: writer.processId });
    expect(writer.settle(sequence, { ...end, outcome: 'client_closed', spent: { kind: 'none' } })).toBeNull();
    await writer.drain();
    expect(await rows()).toMatchObject([{ outcome: 'ok', input_text: 7 }]);
    expect(writer.counts().ignored).toBe(1);
  });

  it('writes all others when one row cannot be stored, and the whole of that one to the log', async () => {
    const tooLong = { ...end, totalMs: 3e9 };
    for (const [id, how] of [['req_1', end], ['req_2', tooLong], ['req_3', end]] as const) writer.settle(writer.open(factsOf(id)), how);
    await writer.drain();
    expect((await rows()).map((row) => row.request_id)).toEqual(['req_1', 'req_3']);
    expect(writer.counts().unstorable).toBe(1);
    expect(logged).toEqual([expect.stringMatching(/cannot store this row: \{.*"requestId":"req_2".*"chargedPicoUsd":"0".*"sequence":"2"\}/)]);
  });

  it('opens nothing more when too much waits to be settled or written, and settles all the same', async () => {
    const facts = factsOf('req_full');
    const sequences = Array.from({ length: 50_000 }, () => writer.open(facts));
    expect(() => writer.open(facts)).toThrow(LedgerFullError);
    expect(writer.settle(sequences[0], end)).not.toBeNull();
    expect(() => writer.open(facts)).toThrow(LedgerFullError);
    await writer.drain();
    expect(writer.open(facts)).toBe(50_001n);
  });

  it('keeps rows while Postgres is away, says so once, and writes them when it is back', async () => {
    await client.query('ALTER TABLE ledger RENAME TO ledger_away');
    writer.settle(writer.open(factsOf('req_kept')), end);
    const drained = writer.drain();
    while (logged.length === 0) await client.query('SELECT 1');
    await client.query('ALTER TABLE ledger_away RENAME TO ledger');
    await drained;
    expect((await rows()).map((row) => row.request_id)).toEqual(['req_kept']);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('cannot be written');
  });
});
