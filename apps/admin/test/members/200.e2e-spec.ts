import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const password = 'a long enough password';

/** Somebody who is signed in by password. */
async function signedIn(role: 'admin' | 'viewer' = 'viewer') {
  const { memberId, email } = await admin.signIn(role);
  await setPassword(memberId, password);
  const signIn = await admin.post('/api/session', { email, password }, { token: null });
  return { memberId, email, cookie: String(signIn.headers.get('set-cookie')).split(';')[0] };
}

async function setPassword(memberId: string, text: string) {
  const { body: { link } } = await admin.post(`/api/members/${memberId}/password-reset`);
  expect(await admin.post('/api/password-resets/redeem', { token: String(link).split('#')[1], password: text }, { token: null })).toMatchObject({ status: 204 });
}

test('members are listed newest first, in pages, by part of the address, role and whether they are disabled', async () => {
  const [first, second, third] = [await admin.signIn('finance'), await admin.signIn('finance'), await admin.signIn('finance')];
  const page = await admin.get('/api/members?role=finance&limit=2');
  expect(page.body.data.map(({ id }: { id: string }) => id)).toEqual([third.memberId, second.memberId]);
  const rest = await admin.get(`/api/members?role=finance&limit=2&cursor=${page.body.nextCursor}`);
  expect(rest.body).toMatchObject({ data: [{ id: first.memberId, role: 'finance', disabledAt: null }], nextCursor: null });
  expect((await admin.get(`/api/members?email=${first.email.slice(0, 20).toUpperCase()}`)).body.data).toMatchObject([{ email: first.email }]);
  await admin.patch(`/api/members/${second.memberId}`, { disabled: true });
  expect((await admin.get('/api/members?role=finance&disabled=true')).body.data).toMatchObject([{ id: second.memberId }]);
  expect((await admin.get('/api/members?role=finance&disabled=false')).body.data).toHaveLength(2);
});

test('no secret of a member is shown', async () => {
  const { memberId } = await signedIn();
  const { body } = await admin.get(`/api/members/${memberId}`);
  expect(Object.keys(body).sort()).toEqual([
    'createdAt', 'disabledAt', 'email', 'hasOidc', 'hasPassword', 'hasTotp', 'id', 'lastSignInAt', 'name', 'projectRoles', 'role', 'version',
  ]);
  expect(body).toMatchObject({ hasPassword: true, hasTotp: false, hasOidc: false });
});

test('name and role change, the audit log tells both, and the ETag counts the changes', async () => {
  const { memberId } = await admin.signIn('viewer');
  const path = `/api/members/${memberId}`;
  const { headers } = await admin.get(path);
  const changed = await admin.patch(path, { name: 'New', role: 'finance' }, { headers: { 'if-match': headers.get('etag')! } });
  expect(changed).toMatchObject({ status: 200, body: { name: 'New', role: 'finance', version: 2 } });
  expect((await admin.patch(path, { role: null })).body).toMatchObject({ name: 'New', role: null });
  const rows = await admin.query("SELECT before, after FROM audit WHERE resource_id = $1 AND action = 'member.update' ORDER BY sequence", [memberId]);
  expect(JSON.parse(String(rows[0].before))).toMatchObject({ name: 'viewer', role: 'viewer' });
  expect(JSON.parse(String(rows[0].after))).toMatchObject({ name: 'New', role: 'finance' });
  expect(JSON.stringify(rows)).not.toMatch(/hash|argon2/i);
});

test('whoever is disabled is out at once: session, token and password; the session does not come back', async () => {
  const { memberId, email, cookie } = await signedIn();
  const { token } = await admin.signIn('viewer');
  const mine = () => admin.get('/api/session', { token: null, headers: { cookie } });
  expect((await mine()).status).toBe(200);
  await admin.patch(`/api/members/${memberId}`, { disabled: true });
  expect((await mine()).status).toBe(401);
  expect(await admin.post('/api/session', { email, password }, { token: null })).toMatchObject({ status: 401, body: { error: { code: 'sign_in_failed' } } });
  await admin.patch(`/api/members/${memberId}`, { disabled: false });
  expect((await mine()).status).toBe(401);
  expect((await admin.post('/api/session', { email, password }, { token: null })).status).toBe(200);
  expect((await admin.get('/api/session', { token })).status).toBe(200);
});

test('a token of a disabled member is refused at once', async () => {
  const { memberId, token } = await admin.signIn('viewer');
  expect((await admin.get('/api/tiers', { token })).status).toBe(200);
  await admin.patch(`/api/members/${memberId}`, { disabled: true });
  expect((await admin.get('/api/tiers', { token })).status).toBe(401);
});

test('signing somebody out ends all their sessions, and nobody else\'s', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  expect((await admin.post(`/api/members/${one.memberId}/sign-out`)).status).toBe(204);
  expect((await admin.get('/api/session', { token: null, headers: { cookie: one.cookie } })).status).toBe(401);
  expect((await admin.get('/api/session', { token: null, headers: { cookie: other.cookie } })).status).toBe(200);
});

test('a reset second factor is asked for no more, and sessions end with it', async () => {
  const { memberId, cookie } = await signedIn();
  await admin.query('UPDATE member SET totp_secret = $2, totp_confirmed_at = now(), recovery_codes = $3 WHERE id = $1', [memberId, Buffer.from('x'), ['y']]);
  expect((await admin.get(`/api/members/${memberId}`)).body.hasTotp).toBe(true);
  expect(await admin.post(`/api/members/${memberId}/reset-second-factor`)).toMatchObject({ status: 200, body: { hasTotp: false } });
  expect(await admin.query('SELECT totp_secret, recovery_codes FROM member WHERE id = $1', [memberId])).toEqual([{ totp_secret: null, recovery_codes: [] }]);
  expect((await admin.get('/api/session', { token: null, headers: { cookie } })).status).toBe(401);
});
