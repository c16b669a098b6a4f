import { makeKey, makeProject, makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name);

test('a project is read and changed; what is not given stays, null empties', async () => {
  const { id, tierId } = await makeProject(admin, { name: 'search', costCentre: 'c1', basisPoints: 250, tags: { team: 'a' } });
  const path = `/api/projects/${id}`;
  const read = await admin.get(path);
  expect(read).toMatchObject({ status: 200, body: { id, name: 'search', tierId, costCentre: 'c1', basisPoints: 250, tags: { team: 'a' }, archivedAt: null, managedBy: 'api', version: 1 } });
  expect(read.headers.get('etag')).toBe('"1"');
  expect(await admin.patch(path, { name: 'find', tags: {} }, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200, body: { name: 'find', tags: {}, costCentre: 'c1', version: 2 } });
  const other = await makeTier(admin);
  expect(await admin.patch(path, { costCentre: null, tierId: other.id, basisPoints: -500 })).toMatchObject({ body: { name: 'find', costCentre: null, tierId: other.id, basisPoints: -500, version: 3 } });
});

test('finance sets tier, cost centre and markup of any project', async () => {
  const { id } = await makeProject(admin);
  const { token } = await admin.signIn('finance');
  expect(await admin.patch(`/api/projects/${id}/funding`, { costCentre: '4711', basisPoints: 100 }, { token })).toMatchObject({ status: 200, body: { costCentre: '4711', basisPoints: 100 } });
});

test("an archived project's keys do not exist for callers until it is brought back; nothing is deleted", async () => {
  const { id } = await makeProject(admin, { name: 'old' });
  const { id: keyId } = await makeKey(admin, id);
  const archived = await admin.post(`/api/projects/${id}/archive`);
  expect(archived).toMatchObject({ status: 200, body: { archivedAt: expect.any(String), version: 2 } });
  expect(await admin.post(`/api/projects/${id}/archive`)).toMatchObject({ status: 200, body: archived.body });
  expect((await admin.get(`/api/keys/${keyId}`)).status).toBe(200);
  expect(names((await admin.get('/api/projects?name=old')).body)).toEqual([]);
  expect(names((await admin.get('/api/projects?archived=true&name=old')).body)).toEqual(['old']);
  expect(await admin.post(`/api/projects/${id}/unarchive`)).toMatchObject({ status: 200, body: { archivedAt: null, version: 3 } });
  expect(names((await admin.get('/api/projects?archived=false&name=old')).body)).toEqual(['old']);
});

test('the list is paged by key and filtered by a part of the name, cost centre and tag', async () => {
  const { id: tierId } = await makeTier(admin);
  for (const team of ['red', 'blue:1', 'green']) await makeProject(admin, { name: `list ${team}`, tierId, costCentre: `cc ${team}`, tags: { team } });
  const first = await admin.get('/api/projects?name=LIST&limit=2');
  expect(names(first.body)).toEqual(['list green', 'list blue:1']);
  expect(names((await admin.get(`/api/projects?name=LIST&limit=2&cursor=${first.body.nextCursor}`)).body)).toEqual(['list red']);
  expect(names((await admin.get('/api/projects?costCentre=cc%20red')).body)).toEqual(['list red']);
  expect(names((await admin.get('/api/projects?tag=team:blue:1')).body)).toEqual(['list blue:1']);
  expect(names((await admin.get('/api/projects?tag=team:blue')).body)).toEqual([]);
});

test('a list shows the projects that the member belongs to, and no other', async () => {
  const [mine] = [await makeProject(admin, { name: 'mine' }), await makeProject(admin, { name: 'not mine' })];
  const { token } = await admin.signIn(null, [{ projectId: mine.id, role: 'viewer' }]);
  expect(names((await admin.get('/api/projects', { token })).body)).toEqual(['mine']);
  expect((await admin.get('/api/projects?limit=200', { token: (await admin.signIn('viewer')).token })).body.data.length).toBeGreaterThan(1);
});

test('every change is in the audit log, with what was before and after', async () => {
  const { id } = await makeProject(admin, { name: 'audited' });
  await admin.patch(`/api/projects/${id}`, { name: 'renamed' });
  await admin.post(`/api/projects/${id}/archive`);
  const rows = await admin.query('SELECT action, before, after, project_id FROM audit WHERE resource_id = $1 ORDER BY sequence', [id]);
  expect(rows.map(({ action, project_id }) => [action, project_id])).toEqual([['project.create', id], ['project.update', id], ['project.archive', id]]);
  expect([JSON.parse(String(rows[1].before)), JSON.parse(String(rows[1].after))]).toMatchObject([{ name: 'audited' }, { name: 'renamed' }]);
});

test('who may change a project says what becomes of answers whose caller leaves; without a word they are ended', async () => {
  const { id } = await makeProject(admin);
  const { token } = await admin.signIn(null, [{ projectId: id, role: 'admin' }]);
  expect((await admin.get(`/api/projects/${id}`)).body.onHangUp).toBe('abort');
  expect(await admin.patch(`/api/projects/${id}`, { onHangUp: 'drain' }, { token })).toMatchObject({ status: 200, body: { onHangUp: 'drain', version: 2 } });
  expect(await makeProject(admin, { onHangUp: 'drain' })).toMatchObject({ onHangUp: 'drain' });
});

test('without a word nothing that is said is kept; who may change a project says what, and for how long', async () => {
  const { id } = await makeProject(admin);
  const { token } = await admin.signIn(null, [{ projectId: id, role: 'admin' }]);
  expect((await admin.get(`/api/projects/${id}`)).body).toMatchObject({ keepBodies: 'none', keepBodiesDays: 7 });
  expect(await admin.patch(`/api/projects/${id}`, { keepBodies: 'both', keepBodiesDays: 3 }, { token })).toMatchObject({ status: 200, body: { keepBodies: 'both', keepBodiesDays: 3, version: 2 } });
});
