import { addProjects } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

const path = '/api/projects/p1/members';

test('a project that one may not know about, like one that does not exist; a member who is none', async () => {
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

test('the disabled are added nowhere', async () => {
  const { memberId, email } = await admin.signIn(null);
  await admin.patch(`/api/members/${memberId}`, { disabled: true });
  expect((await admin.post(path, { email, role: 'viewer' })).status).toBe(404);
});
