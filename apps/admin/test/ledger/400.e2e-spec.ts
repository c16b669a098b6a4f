// What is asked wrongly of the ledger is refused, and the field named.
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['cursor', 'cursor=x'], ['cursor', 'cursor=1-1'], ['period', 'period=2026-13'], ['confidence', 'confidence=sure'], ['kind', 'kind=row'], ['tag', 'tag=team'], ['from', 'from=yesterday'], ['from', 'from=2026-W47-3'], ['from', 'from=2026-11-25T10:00'], ['to', 'to=20261125'], ['period', 'period=0000-01'], ['limit', 'limit=201'], ['colour', 'colour=red'],
])('%s: %s', async (param, query) => {
  const { status, body } = await admin.get(`/api/ledger?${query}`);
  expect([status, body.error.param]).toEqual([400, param]);
});

const named = { requestId: 'req_1', attempt: 1, reason: 'r', to: { listUsd: '1' } };
test.each<[string, object]>([
  ['requestId', { ...named, requestId: '' }], ['attempt', { ...named, attempt: 0 }], ['reason', { ...named, reason: '' }], ['openedAt', { ...named, openedAt: '2026-01-01' }], ['to', { ...named, to: 5 }],
  ['to.listUsd', { ...named, to: { listUsd: 1 } }], ['to.listUsd', { ...named, to: { listUsd: '1e3' } }], ['by.tokens.inputText', { ...named, to: undefined, by: { tokens: { inputText: 1.5 } } }], ['to.tokens.colour', { ...named, to: { tokens: { colour: 1 } } }],
])('an adjustment: %s %j', async (param, body) => {
  const answer = await admin.post('/api/ledger/adjustments', body);
  expect([answer.status, answer.body.error.param]).toEqual([400, param]);
});

test('404: a row that is not there', async () => {
  expect((await admin.post('/api/ledger/adjustments', named)).status).toBe(404);
});

test.each(['0000-01', '2026-13', '26-01', 'now', '2999-01', new Date().toISOString().slice(0, 7)])('month %s cannot be closed', async (month) => {
  const { status, body } = await admin.post(`/api/ledger/periods/${month}/close`);
  expect([status, body.error.param]).toEqual([400, 'month']);
});
