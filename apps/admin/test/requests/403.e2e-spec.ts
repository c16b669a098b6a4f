import { makeRequest } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each(['finance', null] as const)('requests do not exist for the role %s', async (role) => {
  const { token } = await admin.signIn(role);
  const { id } = await makeRequest(admin);
  expect((await admin.get('/api/requests', { token })).status).toBe(403);
  const hidden = await admin.get(`/api/requests/${id}`, { token });
  expect(hidden).toMatchObject({ status: 404, body: (await admin.get('/api/requests/req_none')).body });
});

test.each(['admin', 'auditor', 'viewer'] as const)('the role %s sees them', async (role) => {
  const { token } = await admin.signIn(role);
  const { id } = await makeRequest(admin);
  expect((await admin.get('/api/requests', { token })).status).toBe(200);
  expect((await admin.get(`/api/requests/${id}`, { token })).status).toBe(200);
});
