// The ledger by the admin API, by status: its rows in pages, what corrects them, the months that are closed.
import type { LedgerRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { addProjects, makeLedgerRow } from '../harness/resources.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

let rows = 0;
function add(some: Partial<LedgerRecord> = {}): Promise<LedgerRecord> {
  rows += 1;
  return makeLedgerRow(admin, { requestId: `req_${String(rows).padStart(4, '0')}`, openedAt: new Date(Date.UTC(2026, 8, 1, 0, 0, rows)), ...some });
}
interface Shown { requestId: string }
const idsOf = (body: { data: Shown[] }) => body.data.map(({ requestId }) => requestId);

test('pages go from the newest to the oldest, without a row twice or left out, of one moment too', async () => {
  const at = new Date('2026-09-02T00:00:00Z');
  const made: string[] = [];
  for (let index = 0; index < 3; index += 1) made.push((await add({ openedAt: at, projectId: 'paged' })).requestId);
  made.push((await add({ openedAt: at, projectId: 'paged', requestId: made[2], attempt: 2 })).requestId);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await admin.get(`/api/ledger?projectId=paged&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.data.map(({ requestId, attempt }: { requestId: string; attempt: number }) => `${requestId}/${attempt}`));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([`${made[2]}/2`, `${made[2]}/1`, `${made[1]}/1`, `${made[0]}/1`]);
});

test('a row shows what it used and cost, to the last digit', async () => {
  const { requestId } = await add({ projectId: 'shown', tags: { team: 'a' }, endUser: 'anna', openedAt: new Date('2026-09-03T10:00:00Z') });
  const { body } = await admin.get('/api/ledger?projectId=shown');
  expect(body.data).toEqual([expect.objectContaining({
    requestId, openedAt: '2026-09-03T10:00:00.000Z', period: '2026-09', kind: 'attempt', listUsd: '0.0000025', chargedUsd: '0.000003', listPicoUsd: '2500000', chargedPicoUsd: '3000000',
    tokens: { ...usageOf({ inputText: 10 }) }, tags: { team: 'a' }, endUser: 'anna', corrects: null,
  })]);
});

test.each<[string, Partial<LedgerRecord>]>([
  ['costCentre=c1', { costCentre: 'c1' }], ['keyId=k9', { keyId: 'k9' }], ['memberId=m9', { memberId: 'm9' }], ['model=gpt', { modelServed: 'gpt' }], ['providerId=xai', { providerId: 'xai' }],
  ['credentialId=c9', { credentialId: 'c9' }], ['endpoint=embeddings', { endpoint: 'embeddings' }], ['confidence=counted', { confidence: 'counted' }], ['outcome=cancelled', { outcome: 'cancelled' }],
  ['endUser=bo', { endUser: 'bo' }], ['tag=team:b', { tags: { team: 'b', x: 'y' } }], ['period=2026-10', { openedAt: new Date('2026-10-05T00:00:00Z') }],
  ['from=2026-10-06T00:00:00Z&to=2026-10-06T00:00:01Z', { openedAt: new Date('2026-10-06T00:00:00Z') }],
])('only those of %s', async (query, some) => {
  await add({ projectId: 'filtered' });
  const { requestId } = await add({ projectId: 'filtered', ...some });
  expect(idsOf((await admin.get(`/api/ledger?projectId=filtered&${query}`)).body)).toEqual([requestId]);
});

test('a correction is a row of its own in its place, the second one builds on the first, and the original stays', async () => {
  const { requestId } = await add({ projectId: 'corrected' });
  const first = await admin.post('/api/ledger/adjustments', { requestId, attempt: 1, to: { listUsd: '0.000001' }, reason: 'a wrong price' });
  expect(first).toMatchObject({ status: 201, body: { kind: 'adjustment', listUsd: '-0.0000015', chargedUsd: '-0.0000015', projectId: 'corrected', final: false, reason: 'a wrong price', corrects: { requestId, attempt: 1 } } });
  const second = await admin.post('/api/ledger/adjustments', { requestId, attempt: 1, by: { chargedUsd: '0.0000005' }, reason: 'half of it back' });
  expect(second.body).toMatchObject({ listUsd: '0', chargedUsd: '0.0000005' });
  const { body } = await admin.get(`/api/ledger/requests/${requestId}`);
  expect(body.rows.map(({ chargedUsd }: { chargedUsd: string }) => chargedUsd)).toEqual(['0.000003', '-0.0000015', '0.0000005']);
  expect(body.net).toMatchObject({ listUsd: '0.000001', chargedUsd: '0.000002', tokens: { inputText: 10 } });
  expect((await admin.get('/api/ledger?projectId=corrected&kind=adjustment')).body.data).toHaveLength(2);
  expect((await admin.get(`/api/ledger?requestId=${requestId}`)).body.data).toHaveLength(3);
  expect((await admin.get(`/api/ledger?requestId=${requestId}&kind=adjustment`)).body.data).toHaveLength(2);
  await expect(admin.query("UPDATE ledger SET charged_pico_usd = 0 WHERE kind = 'adjustment'")).rejects.toThrow('append-only');
  const [report] = (await admin.get('/api/reports/usage?from=2026-09-01&to=2026-12-31&project=corrected')).body.rows;
  expect(report.figures).toMatchObject({ chargedUsd: '0.000002', requests: 1, attempts: 1 });
  const [audit] = (await admin.get('/api/audit?action=ledger.adjust')).body.data;
  expect(audit).toMatchObject({ resourceId: requestId, projectId: 'corrected', before: { chargedPicoUsd: '1500000' }, after: { chargedPicoUsd: '2000000', reason: 'half of it back' } });
});

test('two corrections at once do not miss each other', async () => {
  const { requestId } = await add({ projectId: 'raced' });
  const answers = await Promise.all(['first', 'second'].map((reason) => admin.post('/api/ledger/adjustments', { requestId, attempt: 1, to: { chargedUsd: '0' }, reason })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 400]));
  expect((await admin.get(`/api/ledger/requests/${requestId}`)).body.net.chargedUsd).toBe('0');
});

test('a closed month takes nothing more: what comes of it counts in the first open one', async () => {
  await add({ projectId: 'closing', openedAt: new Date('2026-07-31T23:59:59Z') });
  expect((await admin.post('/api/ledger/periods/2026-09/close')).body.error.message).toContain('2026-07');
  const closed = await admin.post('/api/ledger/periods/2026-07/close');
  expect(closed).toMatchObject({ status: 200, body: { month: '2026-07', requests: 1, chargedUsd: '0.000003', closedBy: expect.stringContaining('@') } });
  expect((await admin.post('/api/ledger/periods/2026-07/close')).status).toBe(409);
  const { requestId } = await add({ projectId: 'closing', openedAt: new Date('2026-07-31T23:59:59Z') });
  await admin.post('/api/ledger/adjustments', { requestId, attempt: 1, to: { chargedUsd: '1' }, reason: 'late' });
  expect((await admin.get('/api/ledger?projectId=closing')).body.data.map(({ period }: { period: string }) => period).toSorted()).toEqual(['2026-07', '2026-08', '2026-08']);
  const { body } = await admin.get('/api/ledger/periods');
  expect(body.data.find(({ month }: { month: string }) => month === '2026-07')).toMatchObject({ requests: 1, chargedUsd: '0.000003' });
  expect(body.data.find(({ month }: { month: string }) => month === '2026-08')).toMatchObject({ closedAt: null, chargedUsd: '1' });
  expect((await admin.get('/api/audit?action=ledger.close')).body.data).toMatchObject([{ resourceId: '2026-07' }]);
});

test("a project's members see its rows alone", async () => {
  const { requestId } = await add({ projectId: 'p1' });
  const { requestId: other } = await add({ projectId: 'p2' });
  const viewer = await admin.signIn(null, [{ projectId: 'p1', role: 'viewer' }]);
  expect(idsOf((await admin.get('/api/ledger', viewer)).body)).toEqual([requestId]);
  expect((await admin.get('/api/ledger?projectId=p2', viewer)).body.data).toEqual([]);
  expect((await admin.get(`/api/ledger/requests/${requestId}`, viewer)).status).toBe(200);
  const [hidden, absent] = [await admin.get(`/api/ledger/requests/${other}`, viewer), await admin.get('/api/ledger/requests/none', viewer)];
  expect([hidden.status, hidden.body]).toEqual([404, absent.body]);
});
