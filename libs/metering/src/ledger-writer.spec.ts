import { Logger } from '@nestjs/common';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Database } from '#database/database';
import { JournalRowRepository } from '#database/journal-rows';
import { LedgerRepository } from '#database/ledger';
import { freshDatabase, type FreshDatabase } from '../../database/test/fresh-database.js';
import { attemptEnd as end, attemptFacts as factsOf } from '../test/attempt-facts.js';
import { journalEnds } from './journal-ends.js';
import { Journal } from './journal/journal.js';
import { LedgerWriter } from './ledger-writer.js';

let fresh: FreshDatabase;
let database: Database;
let client: Client;
let root: string;
let writer: LedgerWriter;
const logged: string[] = [];
const log = (message: string) => { logged.push(message); };

const startJournal = () => Journal.start({ root, maxBytes: 2 ** 30, whenFull: 'refuse' }, journalEnds(new JournalRowRepository(database), new LedgerRepository(database)));

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  client = new Client(fresh.url);
  await client.connect();
  Logger.overrideLogger({ log, warn: log, error: log });
});
beforeEach(async () => {
  logged.length = 0;
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  writer = new LedgerWriter(await startJournal());
});
afterEach(async () => {
  await writer.close();
  rmSync(root, { recursive: true });
});
afterAll(async () => {
  await client.end();
  await database.close();
  await fresh.drop();
});

const rows = async () => (await client.query('SELECT request_id, sequence, outcome, input_text, output_text, confidence FROM ledger WHERE process_id = $1 ORDER BY sequence', [writer.processId])).rows;

describe('LedgerWriter', () => {
  it('has every settled attempt in the ledger after a drain, numbered in the order they were opened', async () => {
    const [first, second, third] = ['req_a', 'req_b', 'req_c'].map((id) => writer.open(factsOf(id)));
    writer.settle(third, end);
    writer.settle(first, end);
    expect(writer.counts().open).toBe(1);
    await writer.drain();
    expect(await rows()).toMatchObject([{ request_id: 'req_a', sequence: '1' }, { request_id: 'req_c', sequence: '3' }]);
    writer.settle(second, end);
    await writer.drain();
    expect((await rows()).map(({ sequence }) => sequence)).toEqual(['1', '2', '3']);
    expect(writer.counts()).toMatchObject({ open: 0, waiting: 0, waitingMs: 0, unprotected: 0, ignored: 0, unstorable: 0, broken: 0, lost: 0 });
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

  it('keeps rows while Postgres is away, says so once, and writes them when it is back', async () => {
    await client.query('ALTER TABLE ledger RENAME TO ledger_away');
    writer.settle(writer.open(factsOf('req_kept')), end);
    const drained = writer.drain();
    while (logged.length === 0) await client.query('SELECT 1');
    await client.query('ALTER TABLE ledger_away RENAME TO ledger');
    await drained;
    expect((await rows()).map((row) => row.request_id)).toEqual(['req_kept']);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('waits in the journal');
  });

  it('leaves nothing behind when it was stopped with all in the ledger: what nobody settled is there as an estimate', async () => {
    const late = writer.open(factsOf('req_unsettled'));
    writer.settle(writer.open(factsOf('req_last')), end);
    await writer.finish();
    await writer.close();
    expect(readdirSync(root)).toEqual([]);
    expect((await rows()).map(({ request_id: id, outcome }) => [id, outcome])).toEqual([['req_unsettled', 'interrupted'], ['req_last', 'ok']]);
    expect(writer.settle(late, end)).toBeNull();
  });

  it('that was stopped while Postgres was away leaves its rows to the next process, and what nobody settled as an estimate', async () => {
    await client.query('ALTER TABLE ledger RENAME TO ledger_away');
    writer.settle(writer.open(factsOf('req_settled')), end);
    writer.open(factsOf('req_open', { bounds: { requestBytes: 100, maxTokens: 30, modelMaxOutputTokens: null, contextWindow: null } }));
    await writer.close();
    await client.query('ALTER TABLE ledger_away RENAME TO ledger');
    const next = await startJournal();
    await next.adopt();
    // 100 bytes of request are 25 tokens; the answer before had 40 of output, this one was allowed 30
    expect(await rows()).toMatchObject([
      { request_id: 'req_settled', sequence: '1', outcome: 'ok', confidence: 'reported' },
      { request_id: 'req_open', sequence: '2', outcome: 'interrupted', confidence: 'estimated', input_text: 25, output_text: 30 },
    ]);
    expect(next.counts()).toMatchObject({ replayed: 2, broken: 0, lost: 0 });
    expect(existsSync(join(root, writer.processId))).toBe(false);
    await next.close(0);
  });
});
