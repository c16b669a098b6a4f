import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a change made for another version changes nothing', async () => {
  const { id, name } = await makeProject(admin);
  const path = `/api/projects/${id}`;
  await admin.patch(path, { basisPoints: 1 });
  const stale = { headers: { 'if-match': '"1"' } };
  expect(await admin.patch(path, { name: 'lost update' }, stale)).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  expect((await admin.patch(`${path}/funding`, { basisPoints: 2 }, stale)).status).toBe(412);
  expect((await admin.post(`${path}/archive`, undefined, stale)).status).toBe(412);
  expect((await admin.post(`${path}/unarchive`, undefined, stale)).status).toBe(412);
  expect((await admin.get(path)).body).toMatchObject({ name, basisPoints: 1, archivedAt: null, version: 2 });
});

test('of two changes made for one version, one is made', async () => {
  const { id } = await makeProject(admin);
  const both = await Promise.all(['left', 'right'].map((name) => admin.patch(`/api/projects/${id}`, { name: `${name} ${id}` }, { headers: { 'if-match': '"1"' } })));
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
});
