import { invite, redeem, tokenOf } from '../harness/invitations.js';
import { addProjects } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

test.each([
  [{ role: 'viewer' }, 'email'],
  [{ email: 'no address', role: 'viewer' }, 'email'],
  [{ email: 'a@example.com' }, 'role'],
  [{ email: 'a@example.com', role: 'king' }, 'role'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'nowhere', role: 'viewer' }] }, 'projectRoles[0].projectId'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'old', role: 'viewer' }] }, 'projectRoles[0].projectId'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'viewer' }, { projectId: 'p1', role: 'admin' }] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [null] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [[]] }, 'projectRoles'],
  [{ email: 'a@example.com', projectRoles: [{ projectId: 'p1', role: 'finance' }] }, 'projectRoles[0].role'],
])('%j, naming the field', async (body, param) => {
  expect(await invite(admin, body)).toMatchObject({ status: 400, body: { error: { param } } });
});

test('an address that is left out is asked for, not called too long', async () => {
  expect((await invite(admin, { role: 'viewer' })).body.error.message).toBe('email must be an e-mail address');
});

test('a weak password uses nothing up', async () => {
  const token = tokenOf(await invite(admin, { email: 'weak.password@example.com', role: 'viewer' }));
  expect(await redeem(admin, token, { password: 'weak.password' })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  expect((await redeem(admin, token)).status).toBe(201);
});
