import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const ownerId = async () => String((await admin.query("SELECT id FROM member WHERE role = 'owner' AND disabled_at IS NULL ORDER BY id"))[0].id);

test('the last owner keeps the role, also when two owners demote each other at once', async () => {
  const first = await ownerId();
  expect(await admin.patch(`/api/members/${first}`, { role: 'admin' })).toMatchObject({ status: 409, body: { error: { code: 'in_use', message: expect.stringContaining('last owner') } } });
  const second = await admin.signIn('owner');
  const answers = await Promise.all([
    admin.patch(`/api/members/${first}`, { role: 'admin' }, second),
    admin.patch(`/api/members/${second.memberId}`, { role: 'admin' }),
  ]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
});

test('a disabled owner is none that counts', async () => {
  const { memberId, token } = await admin.signIn('owner');
  const others = await admin.query("SELECT id FROM member WHERE role = 'owner' AND id <> $1", [memberId]);
  for (const { id } of others) expect((await admin.patch(`/api/members/${String(id)}`, { disabled: true }, { token })).status).toBe(200);
  expect((await admin.patch(`/api/members/${memberId}`, { role: null }, { token })).status).toBe(409);
});
