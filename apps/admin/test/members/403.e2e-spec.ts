import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let administrator: Awaited<ReturnType<RunningAdmin['signIn']>>;
beforeAll(async () => {
  admin = await startAdmin();
  administrator = await admin.signIn('admin');
});
afterAll(() => admin.close());

test('nobody gives a role that holds more than they do', async () => {
  const { memberId } = await admin.signIn('viewer');
  const refused = await admin.patch(`/api/members/${memberId}`, { role: 'owner' }, administrator);
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'forbidden', param: 'role', message: expect.stringContaining('owner') } } });
  expect((await admin.patch(`/api/members/${memberId}`, { role: 'admin' }, administrator)).status).toBe(200);
  expect((await admin.patch(`/api/members/${memberId}`, { role: 'owner' })).status).toBe(200);
});

test.each([
  ['changes', 'PATCH', '', { name: 'x' }],
  ['disables', 'PATCH', '', { disabled: true }],
  ['signs out', 'POST', '/sign-out', undefined],
  ['resets the second factor of', 'POST', '/reset-second-factor', undefined],
  ['resets the password of', 'POST', '/password-reset', undefined],
])('nobody %s a member who holds more', async (_, method, path, body) => {
  const owner = await admin.signIn('owner');
  expect((await admin.ask(method, `/api/members/${owner.memberId}${path}`, body, administrator)).status).toBe(403);
  expect((await admin.get(`/api/members/${owner.memberId}`)).body).toMatchObject({ disabledAt: null, version: 1 });
  expect(await admin.query('SELECT 1 FROM link WHERE member_id = $1', [owner.memberId])).toEqual([]);
});

test('an access token gives no more than its role, whatever its member holds', async () => {
  const { memberId } = await admin.signIn('viewer');
  const owner = await admin.signIn('owner');
  await admin.query("UPDATE access_token SET role = 'admin' WHERE member_id = $1", [owner.memberId]);
  expect((await admin.patch(`/api/members/${memberId}`, { role: 'owner' }, owner)).status).toBe(403);
});

test('nobody disables themself, nor takes a way round their own password or second factor', async () => {
  const path = `/api/members/${administrator.memberId}`;
  expect(await admin.patch(path, { disabled: true }, administrator)).toMatchObject({ status: 403, body: { error: { param: 'disabled' } } });
  expect((await admin.post(`${path}/reset-second-factor`, undefined, administrator)).status).toBe(403);
  expect((await admin.post(`${path}/password-reset`, undefined, administrator)).status).toBe(403);
  expect(await admin.query('SELECT 1 FROM link WHERE member_id = $1', [administrator.memberId])).toEqual([]);
});

test('who may see members but not change them is told so', async () => {
  const [auditor, { memberId }] = [await admin.signIn('auditor'), await admin.signIn('viewer')];
  expect(await admin.patch(`/api/members/${memberId}`, { name: 'x' }, auditor)).toMatchObject({ status: 403, body: { error: { message: 'This needs the permission member:update.' } } });
});
