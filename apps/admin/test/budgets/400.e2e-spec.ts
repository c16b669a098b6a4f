// Budgets that are refused, each with the field that is wrong.
import { make, makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let [here, elsewhere, keyId, memberId] = ['', '', '', ''];
beforeAll(async () => {
  admin = await startAdmin();
  [here, elsewhere] = [(await makeProject(admin)).id, (await makeProject(admin)).id];
  keyId = (await makeKey(admin, here)).id;
  ({ memberId } = await admin.signIn('viewer'));
});
afterAll(() => admin.close());

const budget = (some: object) => ({ name: 'b', scope: 'project', value: here, window: 'day', capUsd: '1', ...some });
const refusal = async (body: object) => {
  const { status, body: { error } } = await admin.post('/api/budgets', body);
  return [status, error?.param as string];
};

test.each<[string, () => object]>([
  ['capUsd', () => ({ capUsd: 12.5 })], ['capUsd', () => ({ capUsd: '-1' })], ['capUsd', () => ({ capUsd: '1e3' })], ['capUsd', () => ({ capUsd: '0.0000000000001' })],
  ['capUsd', () => ({ capUsd: '' })], ['window', () => ({ window: 'year' })], ['scope', () => ({ scope: 'end_user' })], ['mode', () => ({ mode: 'off' })],
  ['thresholds', () => ({ thresholds: [0] })], ['thresholds', () => ({ thresholds: [50, 50] })], ['thresholds', () => ({ thresholds: [1.5] })],
  ['value', () => ({ value: 'nobody' })], ['value', () => ({ scope: 'key', value: 'nobody' })], ['value', () => ({ scope: 'member', value: 'nobody' })],
  ['value', () => ({ scope: 'tag', value: 'team' })], ['value', () => ({ scope: 'tag', value: '=search' })], ['value', () => ({ scope: 'model', value: 'no-such-model' })],
  ['value', () => ({ scope: 'model', value: 'a b*' })],
  ['projectId', () => ({ scope: 'tag', value: 'a=b', projectId: 'nobody' })], ['projectId', () => ({ scope: 'key', value: keyId, projectId: elsewhere })],
  ['projectId', () => ({ projectId: elsewhere })], ['projectId', () => ({ scope: 'member', value: memberId, projectId: here })],
  ['channelIds[0]', () => ({ channelIds: ['nobody'] })], ['spent', () => ({ spent: 1 })],
])('%s', async (param, some) => {
  expect(await refusal(budget(some()))).toEqual([400, param]);
});

test('whose cost it counts cannot be changed', async () => {
  const { id } = await make(admin, '/api/budgets', budget({ name: 'fixed' }));
  expect((await admin.patch(`/api/budgets/${id}`, { value: elsewhere })).body.error.param).toBe('value');
});

test.each([['amountUsd', { amountUsd: '0' }], ['until', { until: '2020-01-01T00:00:00Z' }], ['until', { until: '2099-01-01T00:00:00Z' }], ['until', { until: '2030-01-01' }], ['reason', { reason: '' }]])(
  'a raise with a wrong %s', async (param, some) => {
    const { id } = await make(admin, '/api/budgets', budget({ name: `raised ${JSON.stringify(some)}` }));
    const raise = { amountUsd: '1', until: new Date(Date.now() + 60_000).toISOString(), reason: 'r', ...some };
    expect((await admin.post(`/api/budgets/${id}/raises`, raise)).body.error.param).toBe(param);
  });

test('409: a name that is taken, an archived one too', async () => {
  const { id } = await make(admin, '/api/budgets', budget({ name: 'taken' }));
  await admin.post(`/api/budgets/${id}/archive`);
  expect(await admin.post('/api/budgets', budget({ name: 'taken' }))).toMatchObject({ status: 409, body: { error: { param: 'name' } } });
  expect((await admin.patch(`/api/budgets/${id}`, { capUsd: '2' })).status).toBe(409);
});
