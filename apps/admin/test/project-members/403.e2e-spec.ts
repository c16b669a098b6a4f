import { addProjects } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await addProjects(admin);
});
afterAll(() => admin.close());

const path = '/api/projects/p1/members';

test('whoever may see the project but not change its members', async () => {
  const [developer, { email, memberId }] = [await admin.signIn(null, [{ projectId: 'p1', role: 'developer' }]), await admin.signIn(null)];
  expect((await admin.get(path, developer)).status).toBe(200);
  expect((await admin.post(path, { email, role: 'viewer' }, developer)).status).toBe(403);
  expect((await admin.ask('PUT', `${path}/${memberId}`, { role: 'viewer' }, developer)).status).toBe(403);
  expect((await admin.remove(`${path}/${developer.memberId}`, developer)).status).toBe(403);
});

test('a token of a lesser role gives nothing that the role does not hold, and takes nothing away', async () => {
  const [owner, other] = [await admin.signIn('owner'), await admin.signIn(null, [{ projectId: 'p1', role: 'admin' }])];
  await admin.query("UPDATE access_token SET role = 'viewer' WHERE member_id = $1", [owner.memberId]);
  expect((await admin.ask('PUT', `${path}/${other.memberId}`, { role: 'viewer' }, owner)).status).toBe(403);
});
