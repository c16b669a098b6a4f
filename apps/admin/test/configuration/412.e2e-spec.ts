import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
const fileOf = (name: string) => ({ version: 1, tiers: { [name]: limits }, projects: { [name]: { tier: name, keys: { a: { preset: 'all' } } } } });

test('a plan that would be another by now is not applied, and the one that is looked at again is', async () => {
  const configuration = fileOf('one');
  const { body: { fingerprint } } = await admin.post('/api/configuration/plan', configuration);
  await admin.post('/api/tiers', { name: 'one', ...limits, requestsPerMinute: 1 });
  const refused = await admin.post('/api/configuration/apply', { configuration, fingerprint });
  expect(refused).toMatchObject({ status: 412, body: { error: { code: 'stale', param: 'fingerprint' } } });
  expect((await admin.get('/api/projects')).body.data).toEqual([]);
  const { body: again } = await admin.post('/api/configuration/plan', configuration);
  expect(again.steps[0]).toMatchObject({ action: 'update', resource: 'tier', changes: [{ field: 'requestsPerMinute', before: 1, after: 60 }, { field: 'managedBy', before: 'api', after: 'file' }] });
  expect((await admin.post('/api/configuration/apply', { configuration, fingerprint: again.fingerprint })).status).toBe(200);
});

test('a change of something that the file does not touch does not matter', async () => {
  const configuration = { ...fileOf('two'), tiers: { ...fileOf('one').tiers, ...fileOf('two').tiers }, projects: { ...fileOf('one').projects, ...fileOf('two').projects } };
  const { body: { fingerprint } } = await admin.post('/api/configuration/plan', configuration);
  await admin.post('/api/tiers', { name: 'somebody else\'s', ...limits });
  expect((await admin.post('/api/configuration/apply', { configuration, fingerprint })).status).toBe(200);
});

test('of the same plan applied eight times at once one is, and each key is made once', async () => {
  const configuration = { ...fileOf('three'), tiers: { ...fileOf('one').tiers, ...fileOf('three').tiers } };
  const { body: { fingerprint } } = await admin.post('/api/configuration/plan', configuration);
  const answers = await Promise.all(Array.from({ length: 8 }, () => admin.post('/api/configuration/apply', { configuration, fingerprint })));
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
  expect(await admin.query("SELECT k.id FROM api_key k JOIN project p ON p.id = k.project_id WHERE p.name = 'three'")).toHaveLength(1);
});
