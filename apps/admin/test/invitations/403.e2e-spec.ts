import { invite } from '../harness/invitations.js';
import { addProjects } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

test('nobody invites to more than they hold, in the organisation or a project', async () => {
  const administrator = await admin.signIn('admin');
  expect(await invite(admin, { email: 'a@example.com', role: 'owner' }, administrator)).toMatchObject({ status: 403, body: { error: { param: 'role' } } });
  await admin.query("UPDATE access_token SET role = 'viewer' WHERE member_id = $1", [administrator.memberId]);
  expect((await invite(admin, { email: 'a@example.com', role: 'viewer' }, administrator)).status).toBe(403);
  const projectAdmin = await admin.signIn(null, [{ projectId: 'p1', role: 'admin' }]);
  expect((await invite(admin, { email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'viewer' }] }, projectAdmin)).status).toBe(403);
  expect((await admin.get('/api/invitations')).body.data).toEqual([]);
});

test('with a token of a lesser role an inviter gives only what that role holds', async () => {
  const owner = await admin.signIn('owner');
  await admin.query("UPDATE access_token SET role = 'admin' WHERE member_id = $1", [owner.memberId]);
  expect((await invite(admin, { email: 'a@example.com', role: 'owner' }, owner)).status).toBe(403);
});
