import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import type { BudgetScope } from './budget-record.js';
import { spentOfBudget } from './budget-spend.js';
import { Database } from './database.js';
import { LedgerRepository } from './ledger.js';
import type { LedgerRecord } from './records.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
const [from, until] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-12-01T00:00:00Z')];

const usage = { inputText: 1, inputAudio: 0, inputImage: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, outputText: 0, outputReasoning: 0, outputAudio: 0, images: 0 };
let sequence = 0n;
const row = (chargedPicoUsd: bigint, some: Partial<LedgerRecord> = {}): LedgerRecord => {
  sequence += 1n;
  return {
    requestId: `r${sequence}`, attempt: 1, openedAt: new Date('2026-11-15T00:00:00Z'), projectId: 'p', keyId: 'k', memberId: 'm', costCentre: null, endUser: 'u',
    tags: { team: 'search', stage: 'dev' }, endpoint: 'chat', modelAsked: 'alias', modelServed: 'gpt_4%o', providerId: 'openai', credentialId: 'env:openai', usage,
    priceVersionId: null, listPicoUsd: chargedPicoUsd, chargedPicoUsd, basisPoints: 0, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1,
    processId: 'process', sequence, ...some,
  };
};

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  await new LedgerRepository(database).insertMany([
    row(1n), row(20n, { openedAt: from }), row(300n, { openedAt: until }), row(4000n, { openedAt: new Date(from.getTime() - 1) }),
    row(50_000n, { projectId: 'q', keyId: 'x', memberId: null, endUser: null, tags: {}, modelServed: 'gptX4%o' }),
    row(600_000n, { projectId: 'q', keyId: 'x', tags: { team: 'search=x' } }),
    row(-7n, { keyId: 'k', correction: { requestId: 'r1', attempt: 1, openedAt: new Date('2026-11-15T00:00:00Z'), author: 'a', reason: 'r' } }),
  ]);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test.each<[BudgetScope, string, string | null, bigint]>([
  ['key', 'k', 'p', 14n], ['key', 'x', 'q', 650_000n], ['key', 'nobody', 'p', 0n],
  ['project', 'p', 'p', 14n], ['member', 'm', null, 600_014n],
  ['end-user', 'u', null, 600_014n], ['end-user', 'u', 'p', 14n],
  ['tag', 'team=search', null, 14n], ['tag', 'team=search=x', null, 600_000n], ['tag', 'stage=dev', 'q', 0n],
  ['model', 'gpt_4%o', null, 600_014n], ['model', 'gpt_4*', 'q', 600_000n], ['model', '*', null, 650_014n], ['model', 'gpt?4*', null, 0n],
])('of the %s %s within %s the window\'s rows are summed', async (scope, value, projectId, spent) => {
  await expect(database.ask((client) => spentOfBudget(client, { scope, value, projectId }, { from, until }))).resolves.toBe(spent);
});

test('a window that never ends has all that came after its start', async () => {
  await expect(database.ask((client) => spentOfBudget(client, { scope: 'project', value: 'p', projectId: 'p' }, { from: new Date(0), until: null }))).resolves.toBe(4314n);
});

test('sums are exact beyond 64 bits', async () => {
  const largest = 9_223_372_036_854_775_807n;
  await new LedgerRepository(database).insertMany([row(largest, { projectId: 'rich' }), row(largest, { projectId: 'rich' })]);
  await expect(database.ask((client) => spentOfBudget(client, { scope: 'project', value: 'rich', projectId: 'rich' }, { from, until }))).resolves.toBe(2n * largest);
});
