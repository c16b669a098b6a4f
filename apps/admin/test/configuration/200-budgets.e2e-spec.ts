// Budgets in the configuration file: by name, of what the file makes and of what is there.
import { make } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeEach(async () => { admin = await startAdmin(); });
afterEach(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
const base = { version: 1, tiers: { t: limits }, projects: { search: { tier: 't', keys: { ci: { preset: 'all' } } } } };
const monthly = { window: 'month', capUsd: '10.50' };
const apply = (budgets: object) => admin.post('/api/configuration/apply', { configuration: { ...base, budgets } });
const listed = async () => (await admin.get('/api/budgets')).body.data as { id: string; name: string; value: string; projectId: string | null; version: number }[];

test('of a key and a project that the same file makes, of a member, and with channels by name', async () => {
  const { email, memberId } = await admin.signIn('viewer');
  const channel = await make(admin, '/api/notification-channels', { name: 'finance', kind: 'email', address: 'a@example.com' });
  const budgets = {
    ci: { scope: 'key', project: 'search', value: 'ci', ...monthly }, all: { scope: 'project', value: 'search', ...monthly, thresholds: [100, 10], channels: ['finance'], mode: 'soft' },
    person: { scope: 'member', value: email.toUpperCase(), ...monthly }, tag: { scope: 'tag', project: 'search', value: 'a=b', ...monthly },
  };
  expect((await apply(budgets)).body.steps).toHaveLength(7);
  const [project] = (await admin.get('/api/projects')).body.data as { id: string }[];
  const [key] = (await admin.get(`/api/keys?projectId=${project.id}`)).body.data as { id: string }[];
  const stored = new Map((await listed()).map((budget) => [budget.name, budget]));
  expect(stored.get('ci')).toMatchObject({ value: key.id, projectId: project.id, capUsd: '10.5', mode: 'hard', thresholds: [50, 80, 100], managedBy: 'file' });
  expect(stored.get('all')).toMatchObject({ value: project.id, projectId: project.id, thresholds: [10, 100], channelIds: [channel.id], mode: 'soft' });
  expect(stored.get('person')).toMatchObject({ value: memberId, projectId: null });
  expect((await apply(budgets)).body.steps).toEqual([]);
  const { body: exported } = await admin.get('/api/configuration');
  expect(exported.budgets).toMatchObject({ ci: { scope: 'key', project: 'search', value: 'ci', window: 'month', capUsd: '10.5' }, person: { value: email } });
  expect((await admin.post('/api/configuration/plan', exported)).body.steps).toEqual([]);
});

test('one that the file has in its hands is changed there, but raised through the API; left out it is archived and given back', async () => {
  await apply({ tag: { scope: 'tag', value: 'a=b', ...monthly } });
  const [{ id }] = await listed();
  expect((await admin.patch(`/api/budgets/${id}`, { capUsd: '1' })).body.error.code).toBe('file_managed');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await admin.post(`/api/budgets/${id}/raises`, { amountUsd: '1', until, reason: 'r' })).body).toMatchObject({ managedBy: 'file', version: 2 });
  expect((await apply({})).body.steps).toMatchObject([{ action: 'archive', resource: 'budget', name: 'tag' }]);
  expect((await admin.get(`/api/budgets/${id}`)).body).toMatchObject({ managedBy: 'api', archivedAt: expect.any(String) as string });
});

test('a key that is made anew, since it was revoked, is under the budget of the one before', async () => {
  const budgets = { ci: { scope: 'key', project: 'search', value: 'ci', ...monthly } };
  await apply(budgets);
  const [before] = await listed();
  await admin.post(`/api/keys/${before.value}/revoke`);
  const { body: exported } = await admin.get('/api/configuration');
  expect((await admin.post('/api/configuration/plan', exported)).status).toBe(200);
  const { status, body } = await apply(budgets);
  expect([status, body.steps.map(({ action, resource }: { action: string; resource: string }) => `${action} ${resource}`)]).toEqual([200, ['create key', 'update budget']]);
  const [after] = await listed();
  expect(after).toMatchObject({ id: before.id, projectId: before.projectId });
  expect(after.value).not.toBe(before.value);
});

test.each([
  ['value', { scope: 'project', value: 'nobody' }], ['project', { scope: 'project', value: 'search', project: 'search' }], ['project', { scope: 'key', value: 'ci' }],
  ['value', { scope: 'key', project: 'search', value: 'nobody' }], ['project', { scope: 'tag', value: 'a=b', project: 'nobody' }], ['value', { scope: 'member', value: 'a@example.com' }],
  ['value', { scope: 'tag', value: 'a' }], ['channels[0]', { scope: 'tag', value: 'a=b', channels: ['nobody'] }], ['capUsd', { scope: 'tag', value: 'a=b', capUsd: '-1' }],
])('400: a wrong %s is named with its place: %j', async (field, some) => {
  const { status, body } = await apply({ b: { ...monthly, ...some } });
  expect([status, body.error.param]).toEqual([400, `configuration.budgets.b.${field}`]);
});

test('400: whose cost it counts stays as it is', async () => {
  await apply({ b: { scope: 'tag', value: 'a=b', ...monthly } });
  const { status, body } = await apply({ b: { scope: 'tag', value: 'a=c', ...monthly } });
  expect([status, body.error.param]).toEqual([400, 'configuration.budgets.b.value']);
});
