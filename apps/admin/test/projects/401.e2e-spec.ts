import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('without a sign-in a project that is there and one that is not are told the same', async () => {
  const { id } = await makeProject(admin);
  const [there, away] = [await admin.get(`/api/projects/${id}`, { token: null }), await admin.get('/api/projects/none', { token: null })];
  expect(there).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
  expect(away.body).toEqual(there.body);
});

test('nobody makes or changes a project without a sign-in, whatever the body', async () => {
  const { id } = await makeProject(admin, { name: 'untouched' });
  expect((await admin.post('/api/projects', { nonsense: true }, { token: null })).status).toBe(401);
  expect((await admin.patch(`/api/projects/${id}`, { name: 'taken over' }, { token: null })).status).toBe(401);
  expect((await admin.post(`/api/projects/${id}/archive`, undefined, { token: 'aip_pat_made_up' })).status).toBe(401);
  expect((await admin.get(`/api/projects/${id}`)).body).toMatchObject({ name: 'untouched', archivedAt: null, version: 1 });
});
