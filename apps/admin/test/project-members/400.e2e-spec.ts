import { addProjects } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

const path = '/api/projects/p1/members';

test.each([
  ['POST', '', { role: 'viewer' }, 'email'],
  ['POST', '', { email: 'a@example.com', role: 'owner' }, 'role'],
  ['PUT', '/x', { role: 'finance' }, 'role'],
  ['PUT', '/x', { role: 'viewer', email: 'a@example.com' }, 'email'],
  ['GET', '?role=owner', undefined, 'role'],
])('%s %s %j, naming the field', async (method, where, body, param) => {
  expect(await admin.ask(method, path + where, body)).toMatchObject({ status: 400, body: { error: { param } } });
});
