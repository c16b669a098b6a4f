import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await admin.query("INSERT INTO tier (id, name) VALUES ('t', 't')");
  await admin.query("INSERT INTO project (id, name, tier_id) VALUES ('p1', 'first', 't'), ('p2', 'second', 't')");
});
afterAll(() => admin.close());

const path = '/api/projects/p1/members';

test.each([
  ['POST', '', { role: 'viewer' }, 'email'],
  ['POST', '', { email: 'a@example.com', role: 'owner' }, 'role'],
  ['PUT', '/x', { role: 'finance' }, 'role'],
  ['PUT', '/x', { role: 'viewer', email: 'a@example.com' }, 'email'],
  ['GET', '?role=owner', undefined, 'role'],
])('400: %s %s %j, naming the field', async (method, where, body, param) => {
  expect(await admin.ask(method, path + where, body)).toMatchObject({ status: 400, body: { error: { param } } });
});

test('403: whoever may see the project but not change its members', async () => {
  const [developer, { email, memberId }] = [await admin.signIn(null, [{ projectId: 'p1', role: 'developer' }]), await admin.signIn(null)];
  expect((await admin.get(path, developer)).status).toBe(200);
  expect((await admin.post(path, { email, role: 'viewer' }, developer)).status).toBe(403);
  expect((await admin.ask('PUT', `${path}/${memberId}`, { role: 'viewer' }, developer)).status).toBe(403);
  expect((await admin.remove(`${path}/${developer.memberId}`, developer)).status).toBe(403);
});

test('403: a token of a lesser role gives nothing that the role does not hold, and takes nothing away', async () => {
  const [owner, other] = [await admin.signIn('owner'), await admin.signIn(null, [{ projectId: 'p1', role: 'admin' }])];
  await admin.query("UPDATE access_token SET role = 'viewer' WHERE member_id = $1", [owner.memberId]);
  expect((await admin.ask('PUT', `${path}/${other.memberId}`, { role: 'viewer' }, owner)).status).toBe(403);
});

test('404: a project that one may not know about, like one that does not exist; a member who is none', async () => {
  const stranger = await admin.signIn(null, [{ projectId: 'p2', role: 'admin' }]);
  const [hidden, absent] = [await admin.get(path, stranger), await admin.get('/api/projects/none/members', stranger)];
  expect(hidden).toMatchObject({ status: 404, body: { error: { message: 'There is no such project.' } } });
  expect(absent.body).toEqual(hidden.body);
  expect((await admin.post(path, { email: stranger.email, role: 'admin' }, stranger)).body).toEqual(hidden.body);
  const unknown = await admin.post('/api/projects/p2/members', { email: 'nobody@example.com', role: 'viewer' }, stranger);
  expect(unknown).toMatchObject({ status: 404, body: { error: { message: 'There is no such member.' } } });
  expect((await admin.ask('PUT', '/api/projects/p2/members/nobody', { role: 'viewer' }, stranger)).body).toEqual(unknown.body);
  expect((await admin.remove('/api/projects/p2/members/nobody', stranger)).body).toEqual(unknown.body);
});

test('404: the disabled are added nowhere', async () => {
  const { memberId, email } = await admin.signIn(null);
  await admin.patch(`/api/members/${memberId}`, { disabled: true });
  expect((await admin.post(path, { email, role: 'viewer' })).status).toBe(404);
});
