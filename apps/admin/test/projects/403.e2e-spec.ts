import { makeProject, makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([['costCentre', 'x'], ['basisPoints', -5000], ['tierId', 'any']])("a project's own admin changes its name, but not its %s", async (field, value) => {
  const { id } = await makeProject(admin);
  const { token } = await admin.signIn(null, [{ projectId: id, role: 'admin' }]);
  expect((await admin.patch(`/api/projects/${id}`, { name: `named by its admin ${field}` }, { token })).status).toBe(200);
  const refused = await admin.patch(`/api/projects/${id}`, { name: 'both', [field]: value }, { token });
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'forbidden', param: field, message: expect.stringContaining('project:fund') } } });
  expect((await admin.get(`/api/projects/${id}`)).body.name).toBe(`named by its admin ${field}`);
});

test('who reads a project but may not change it is told so', async () => {
  const { id } = await makeProject(admin);
  for (const role of ['viewer', 'auditor', 'finance'] as const) {
    const { token } = await admin.signIn(role);
    expect(await admin.patch(`/api/projects/${id}`, { name: 'x' }, { token })).toMatchObject({ status: 403, body: { error: { code: 'forbidden', message: 'This needs the permission project:update.' } } });
    expect((await admin.post(`/api/projects/${id}/archive`, undefined, { token })).status).toBe(403);
  }
});

test('projects are made by owners and admins alone', async () => {
  const { id: tierId } = await makeTier(admin);
  const { id } = await makeProject(admin, { tierId });
  for (const { token } of [await admin.signIn('finance'), await admin.signIn('viewer'), await admin.signIn(null), await admin.signIn(null, [{ projectId: id, role: 'admin' }])]) {
    expect((await admin.post('/api/projects', { name: 'x', tierId }, { token })).status).toBe(403);
  }
});
