import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a name is taken once, by an archived project too', async () => {
  const { id, name, tierId } = await makeProject(admin);
  await admin.post(`/api/projects/${id}/archive`);
  expect(await admin.post('/api/projects', { name, tierId })).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'name' } } });
  const other = await makeProject(admin);
  expect((await admin.patch(`/api/projects/${other.id}`, { name })).status).toBe(409);
});

test('an archived project is neither changed nor given keys, and its keys get no new secrets', async () => {
  const { id } = await makeProject(admin);
  const { id: keyId } = await makeKey(admin, id);
  await admin.post(`/api/projects/${id}/archive`);
  const message = 'The project is archived. Bring it back first.';
  expect(await admin.patch(`/api/projects/${id}`, { name: 'x' })).toMatchObject({ status: 409, body: { error: { code: 'conflict', message } } });
  expect(await admin.post(`/api/projects/${id}/keys`, { name: 'k', preset: 'all' })).toMatchObject({ status: 409, body: { error: { message } } });
  expect(await admin.post(`/api/keys/${keyId}/rotate`)).toMatchObject({ status: 409, body: { error: { message } } });
});

test('what the configuration file manages is read-only here', async () => {
  const { id } = await makeProject(admin);
  await admin.query("UPDATE project SET managed_by = 'file' WHERE id = $1", [id]);
  expect((await admin.get(`/api/projects/${id}`)).body.managedBy).toBe('file');
  for (const [method, path] of [['PATCH', ''], ['PATCH', '/funding'], ['POST', '/archive'], ['POST', '/unarchive']]) {
    expect(await admin.ask(method, `/api/projects/${id}${path}`, {})).toMatchObject({ status: 409, body: { error: { code: 'file_managed' } } });
  }
});
