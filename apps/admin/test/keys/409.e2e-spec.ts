import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin();
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

test('a revoked key is neither changed, disabled, enabled nor given a secret', async () => {
  const { id } = await makeKey(admin, projectId);
  const { body } = await admin.post(`/api/keys/${id}/revoke`);
  const refusal = { status: 409, body: { error: { code: 'conflict', message: 'The key is revoked, for good. Make another one.' } } };
  expect(await admin.patch(`/api/keys/${id}`, { name: 'x' })).toMatchObject(refusal);
  for (const act of ['disable', 'enable', 'rotate']) expect(await admin.post(`/api/keys/${id}/${act}`)).toMatchObject(refusal);
  expect((await admin.get(`/api/keys/${id}`)).body).toEqual(body);
});

test("a key of the configuration file keeps its settings, but its secret can be ended and renewed", async () => {
  const { id } = await makeKey(admin, projectId);
  await admin.query("UPDATE api_key SET managed_by = 'file' WHERE id = $1", [id]);
  const refusal = { status: 409, body: { error: { code: 'file_managed' } } };
  expect(await admin.patch(`/api/keys/${id}`, { name: 'x' })).toMatchObject(refusal);
  for (const act of ['disable', 'enable']) expect(await admin.post(`/api/keys/${id}/${act}`)).toMatchObject(refusal);
  expect(await admin.post(`/api/keys/${id}/rotate`)).toMatchObject({ status: 200, body: { managedBy: 'file' } });
  expect(await admin.post(`/api/keys/${id}/revoke`)).toMatchObject({ status: 200, body: { managedBy: 'file', state: 'revoked' } });
});
