import { makeProject, makeTier, someLimits } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each(['finance', 'auditor', 'viewer'] as const)('a %s reads tiers, and changes none', async (role) => {
  const { id } = await makeTier(admin);
  const { token } = await admin.signIn(role);
  expect((await admin.get(`/api/tiers/${id}`, { token })).status).toBe(200);
  const refusal = { status: 403, body: { error: { code: 'forbidden', message: 'This needs the permission tier:write.' } } };
  expect(await admin.post('/api/tiers', { name: 'x', ...someLimits }, { token })).toMatchObject(refusal);
  expect(await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 1 }, { token })).toMatchObject(refusal);
  expect(await admin.remove(`/api/tiers/${id}`, { token })).toMatchObject(refusal);
  expect((await admin.get(`/api/tiers/${id}`)).body.version).toBe(1);
});

test('who belongs to nothing sees no tier', async () => {
  const { token } = await admin.signIn(null);
  expect((await admin.get('/api/tiers', { token })).status).toBe(403);
});

test("a project's members choose by the tiers' names, and change none", async () => {
  const { id } = await makeProject(admin);
  const { token } = await admin.signIn(null, [{ projectId: id, role: 'admin' }]);
  expect((await admin.get('/api/tiers', { token })).status).toBe(200);
  expect((await admin.post('/api/tiers', { name: 'x', ...someLimits }, { token })).status).toBe(403);
});
