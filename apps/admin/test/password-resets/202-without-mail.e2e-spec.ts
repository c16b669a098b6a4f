import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ ADMIN_URL: 'https://admin.example.com' }); });
afterAll(() => admin.close());

const anybody = { token: null };

test('202 all the same, and no link is made that nobody could get', async () => {
  const { memberId, email } = await admin.signIn('viewer');
  await admin.query("UPDATE member SET password_hash = 'x' WHERE id = $1", [memberId]);
  expect((await admin.post('/api/password-resets', { email }, anybody)).status).toBe(202);
  expect(await admin.query('SELECT 1 FROM link')).toEqual([]);
});

test('an admin is shown the link once, and it sets a password', async () => {
  const { memberId, email } = await admin.signIn('viewer');
  const { status, body } = await admin.post(`/api/members/${memberId}/password-reset`);
  expect({ status, body }).toMatchObject({ status: 200, body: { mailed: false, link: expect.stringMatching(/^https:\/\/admin\.example\.com\/password-reset#[\w-]{43}$/) } });
  const token = String(body.link).split('#')[1];
  expect(await admin.post('/api/password-resets/redeem', { token, password: 'short' }, anybody)).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  expect((await admin.post('/api/password-resets/redeem', { token, password: 'a long enough password' }, anybody)).status).toBe(204);
  expect((await admin.post('/api/session', { email, password: 'a long enough password' }, anybody)).status).toBe(200);
  const rows = await admin.query('SELECT action, via, author_name, before, after FROM audit WHERE resource_id = $1 ORDER BY sequence', [memberId]);
  expect(rows.map(({ action, via }) => `${String(action)} ${String(via)}`)).toEqual(['member.create command', 'password-reset.create token', 'password-reset.redeem public', 'member.set-password public']);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('409 for a disabled member', async () => {
  const { memberId } = await admin.signIn('viewer');
  await admin.patch(`/api/members/${memberId}`, { disabled: true });
  expect((await admin.post(`/api/members/${memberId}/password-reset`)).status).toBe(409);
});

test('429: links are not to be guessed', async () => {
  const statuses = [];
  for (let guess = 0; guess < 60; guess += 1) {
    statuses.push((await admin.post('/api/password-resets/redeem', { token: `guess-${guess}`, password: 'a long enough password' }, anybody)).status);
  }
  expect([statuses.at(0), statuses.at(-1)]).toEqual([404, 429]);
});
