import { invite, redeem, tokenOf } from '../harness/invitations.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('the address of a member, when inviting and when redeeming', async () => {
  const { email } = await admin.signIn('viewer');
  expect(await invite(admin, { email: email.toUpperCase(), role: 'viewer' })).toMatchObject({ status: 409, body: { error: { code: 'conflict', param: 'email' } } });
  const made = await invite(admin, { email: 'meanwhile@example.com', role: 'admin' });
  await admin.query("UPDATE member SET email = 'meanwhile@example.com' WHERE email = $1", [email]);
  expect((await redeem(admin, tokenOf(made))).status).toBe(409);
  expect(await admin.query("SELECT role, password_hash FROM member WHERE email = 'meanwhile@example.com'")).toEqual([{ role: 'viewer', password_hash: null }]);
});
