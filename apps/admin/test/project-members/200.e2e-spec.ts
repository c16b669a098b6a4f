import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await admin.query("INSERT INTO tier (id, name) VALUES ('t', 't')");
  await admin.query("INSERT INTO project (id, name, tier_id) VALUES ('p1', 'first', 't'), ('p2', 'second', 't')");
});
afterAll(() => admin.close());

const path = '/api/projects/p1/members';

test('a project admin, who sees no list of members, adds one by address, changes the role and removes them', async () => {
  const [projectAdmin, added] = [await admin.signIn(null, [{ projectId: 'p1', role: 'admin' }]), await admin.signIn(null)];
  expect((await admin.get('/api/projects/p1/members', added)).status).toBe(404);
  const created = await admin.post(path, { email: added.email.toUpperCase(), role: 'developer' }, projectAdmin);
  expect(created).toMatchObject({ status: 201, body: { memberId: added.memberId, email: added.email, role: 'developer', disabled: false } });
  expect((await admin.get(path, added)).body.data).toHaveLength(2);
  expect(await admin.ask('PUT', `${path}/${added.memberId}`, { role: 'viewer' }, projectAdmin)).toMatchObject({ status: 200, body: { role: 'viewer' } });
  expect((await admin.remove(`${path}/${added.memberId}`, projectAdmin)).status).toBe(204);
  expect((await admin.get(path, added)).status).toBe(404);
  const rows = await admin.query("SELECT action, project_id, before, after FROM audit WHERE resource = 'project-member' AND resource_id = $1 ORDER BY sequence", [added.memberId]);
  expect(rows).toMatchObject([{ action: 'project-member.add', project_id: 'p1', before: null }, { action: 'project-member.update' }, { action: 'project-member.remove', after: null }]);
  expect(JSON.parse(String(rows[1].before))).toMatchObject({ role: 'developer' });
});

test('the list is paged, and filtered by role and address', async () => {
  const people = [];
  for (let count = 0; count < 3; count += 1) people.push(await admin.signIn(null, [{ projectId: 'p2', role: 'developer' }]));
  const first = await admin.get('/api/projects/p2/members?role=developer&limit=2');
  expect(first.body.data.map(({ memberId }: { memberId: string }) => memberId)).toEqual([people[2].memberId, people[1].memberId]);
  const rest = await admin.get(`/api/projects/p2/members?role=developer&limit=2&cursor=${first.body.nextCursor}`);
  expect(rest.body).toMatchObject({ data: [{ memberId: people[0].memberId }], nextCursor: null });
  expect((await admin.get(`/api/projects/p2/members?email=${people[1].email}`)).body.data).toHaveLength(1);
  expect((await admin.get('/api/projects/p2/members?role=viewer')).body.data).toEqual([]);
});

test('a role in a project counts as a change of the member', async () => {
  const { memberId } = await admin.signIn('viewer');
  await admin.ask('PUT', `${path}/${memberId}`, { role: 'developer' });
  expect((await admin.get(`/api/members/${memberId}`)).body).toMatchObject({ projectRoles: [{ projectId: 'p1', role: 'developer' }], version: 2 });
  await admin.ask('PUT', `${path}/${memberId}`, { role: 'developer' });
  expect((await admin.get(`/api/members/${memberId}`)).body.version).toBe(2);
});
