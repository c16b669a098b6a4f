import { makeKey, makeProject, makeTier, someLimits } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a name is taken once', async () => {
  const { name } = await makeTier(admin);
  const other = await makeTier(admin);
  expect(await admin.post('/api/tiers', { name, ...someLimits })).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'name' } } });
  expect((await admin.patch(`/api/tiers/${other.id}`, { name })).status).toBe(409);
});

test('a tier is not deleted while a project or a key subscribes to it', async () => {
  const { id, tierId } = await makeProject(admin);
  const own = await makeTier(admin);
  const key = await makeKey(admin, id, { tierId: own.id });
  for (const used of [tierId, own.id]) expect(await admin.remove(`/api/tiers/${used}`)).toMatchObject({ status: 409, body: { error: { code: 'in_use' } } });
  await admin.patch(`/api/keys/${key.id}`, { tierId: null });
  expect((await admin.remove(`/api/tiers/${own.id}`)).status).toBe(204);
});

test('what the configuration file manages is read-only here', async () => {
  const { id } = await makeTier(admin);
  await admin.query("UPDATE tier SET managed_by = 'file' WHERE id = $1", [id]);
  expect(await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 1 })).toMatchObject({ status: 409, body: { error: { code: 'file_managed' } } });
  expect(await admin.remove(`/api/tiers/${id}`)).toMatchObject({ status: 409, body: { error: { code: 'file_managed' } } });
});
