// Budgets as they are set, changed, raised and shown.
import { BudgetEventRepository } from '#database/budget-events';
import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord } from '#database/records';
import { make, makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { hour, minute, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
let projectId: string;
const clock = new TestClock();

beforeAll(async () => {
  admin = await startAdmin({}, undefined, clock);
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

interface Budget { id: string; version: number; raises: { id: string }[]; standing: object; events: object[] }
let made = 0;
const makeBudget = (some: object = {}) => make<Budget>(admin, '/api/budgets', { name: `budget ${(made += 1)}`, scope: 'project', value: projectId, window: 'month', capUsd: '12.50', ...some });
const standingOf = async ({ id }: Budget) => (await admin.get(`/api/budgets/${id}`)).body as Budget;

const usage = { inputText: 1, inputAudio: 0, inputImage: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, outputText: 0, outputReasoning: 0, outputAudio: 0, images: 0 };
const spend = (some: Partial<LedgerRecord>) => new LedgerRepository(admin.database).insertMany([{
  requestId: `r${(made += 1)}`, attempt: 1, openedAt: new Date(clock.now()), projectId, keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
  modelAsked: 'm', modelServed: 'm', providerId: 'sandbox', credentialId: 'env:sandbox', usage, priceVersionId: null, listPicoUsd: 0n, chargedPicoUsd: 0n, basisPoints: 0,
  confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, processId: 'p', sequence: BigInt(made), ...some,
}]);

test('a budget has what was given, and the usual where nothing was', async () => {
  const budget = await makeBudget({ name: 'all of it' });
  expect(budget).toMatchObject({
    name: 'all of it', scope: 'project', value: projectId, projectId, window: 'month', capUsd: '12.5', mode: 'hard', thresholds: [50, 80, 100], channelIds: [], raises: [],
    archivedAt: null, managedBy: 'api', version: 1,
  });
});

test('a key\'s budget is of its project, and amounts are exact to the last place', async () => {
  const key = await makeKey(admin, projectId);
  const budget = await makeBudget({ scope: 'key', value: key.id, capUsd: '90071992547409.930000000001', mode: 'soft', thresholds: [200, 10], window: 'total' });
  expect(budget).toMatchObject({ projectId, capUsd: '90071992547409.930000000001', mode: 'soft', thresholds: [10, 200] });
});

test('end users, tags and models have budgets everywhere or in one project, members everywhere', async () => {
  const { memberId } = await admin.signIn('viewer');
  await make(admin, '/api/models', { id: 'my-model', type: 'chat' });
  for (const [scope, value] of [['end-user', 'user@example.com'], ['tag', 'team=search'], ['model', 'my-model'], ['model', 'my-*']]) {
    expect(await makeBudget({ scope, value })).toMatchObject({ scope, value, projectId: null });
    expect(await makeBudget({ scope, value, projectId })).toMatchObject({ scope, value, projectId });
  }
  expect(await makeBudget({ scope: 'member', value: memberId })).toMatchObject({ projectId: null });
});

test('what is spent is of the window in the organisation\'s time zone, from the ledger where there are no counters', async () => {
  await admin.patch('/api/settings', { timeZone: 'Asia/Tokyo' });
  const hereNow = new Date(clock.now() + 9 * hour);
  const [from, until] = [0, 1].map((ahead) => new Date(Date.UTC(hereNow.getUTCFullYear(), hereNow.getUTCMonth() + ahead, 1) - 9 * hour));
  const budget = await makeBudget({ window: 'month' });
  await spend({ chargedPicoUsd: 1_500_000_000_001n });
  await spend({ chargedPicoUsd: 4n, openedAt: from });
  await spend({ chargedPicoUsd: 70n, openedAt: new Date(from.getTime() - 1) });
  await spend({ chargedPicoUsd: 800n, openedAt: until });
  expect((await standingOf(budget)).standing).toEqual({
    from: from.toISOString(), until: until.toISOString(), capUsd: '12.5', spentUsd: '1.500000000005', heldUsd: null, source: 'ledger',
  });
});

test('raises count until their time or until they are ended, and are kept', async () => {
  const budget = await makeBudget();
  const until = new Date(clock.now() + minute).toISOString();
  const raised = await admin.post(`/api/budgets/${budget.id}/raises`, { amountUsd: '0.5', until, reason: 'a demo' });
  expect(raised).toMatchObject({ status: 201, body: { version: 2, raises: [{ amountUsd: '0.5', until, reason: 'a demo', endedAt: null }] } });
  await admin.post(`/api/budgets/${budget.id}/raises`, { amountUsd: '2', until, reason: 'another' });
  expect((await standingOf(budget)).standing).toMatchObject({ capUsd: '15' });
  await admin.remove(`/api/budgets/${budget.id}/raises/${raised.body.raises[0].id}`);
  expect((await standingOf(budget)).standing).toMatchObject({ capUsd: '14.5' });
  clock.advance(minute);
  const { standing, raises } = await standingOf(budget);
  expect(standing).toMatchObject({ capUsd: '12.5' });
  expect(raises).toHaveLength(2);
});

test('thresholds that were passed are shown, newest first', async () => {
  const budget = await makeBudget();
  const at = new Date(clock.now());
  await new BudgetEventRepository(admin.database).record({ budgetId: budget.id, windowStart: at, percents: [50, 80], at, spentPicoUsd: 11n, capPicoUsd: 12n });
  expect((await standingOf(budget)).events).toMatchObject([{ percent: 80, spentUsd: '0.000000000011', capUsd: '0.000000000012', at: at.toISOString() }, { percent: 50 }]);
});

test('what is given is changed, with its version; the archived are apart, and come back', async () => {
  const { id } = await makeBudget({ name: 'to be changed' });
  const changed = await admin.patch(`/api/budgets/${id}`, { capUsd: '0', window: 'fiscal-year', thresholds: [] }, { headers: { 'if-match': '"1"' } });
  expect(changed).toMatchObject({ status: 200, body: { name: 'to be changed', capUsd: '0', window: 'fiscal-year', thresholds: [], version: 2 } });
  expect(changed.headers.get('etag')).toBe('"2"');
  expect((await admin.patch(`/api/budgets/${id}`, { capUsd: '1' }, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  expect((await admin.post(`/api/budgets/${id}/archive`)).body.archivedAt).not.toBeNull();
  const names = async (query: string) => ((await admin.get(`/api/budgets?limit=200&${query}`)).body.data as { name: string }[]).map(({ name }) => name);
  expect([(await names('')).includes('to be changed'), await names('archived=true')]).toEqual([false, ['to be changed']]);
  expect((await admin.post(`/api/budgets/${id}/unarchive`)).body.archivedAt).toBeNull();
  expect(await names('scope=key&projectId=' + projectId)).toHaveLength(1);
  const log = (await admin.get(`/api/audit?resource=budget&resourceId=${id}`)).body.data as { action: string }[];
  expect(log.map(({ action }) => action)).toEqual(['budget.unarchive', 'budget.archive', 'budget.update', 'budget.create']);
});
