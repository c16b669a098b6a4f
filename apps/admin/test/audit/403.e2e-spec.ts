import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each(['finance', 'viewer', null] as const)('the log does not exist for the role %s', async (role) => {
  const { token } = await admin.signIn(role);
  expect((await admin.get('/api/audit', { token })).status).toBe(403);
  expect((await admin.get('/api/audit/export', { token })).status).toBe(403);
  expect((await admin.post('/api/audit/verify', {}, { token })).status).toBe(403);
  const hidden = await admin.get('/api/audit/1', { token });
  const absent = await admin.get('/api/audit/999999');
  expect(hidden).toMatchObject({ status: 404, body: absent.body });
  expect((await admin.get('/api/audit/nonsense')).body).toEqual(absent.body);
});

test('an auditor reads, exports and proves it', async () => {
  const { token } = await admin.signIn('auditor');
  expect((await admin.get('/api/audit/1', { token })).status).toBe(200);
  expect((await admin.get('/api/audit/export?format=csv', { token })).status).toBe(200);
  expect((await admin.post('/api/audit/verify', {}, { token })).body).toMatchObject({ ok: true });
});
