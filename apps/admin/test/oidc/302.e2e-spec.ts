import { Browser, publicUrl, startIdentityProvider, type IdentityProvider } from '../harness/identity-provider.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let provider: IdentityProvider;
let admin: RunningAdmin;
beforeAll(async () => {
  provider = await startIdentityProvider();
  admin = await startAdmin({ ...provider.env, OIDC_ROLES: 'staff=viewer,money=finance,root=owner,searchers=search:developer,search-leads=search:admin', OIDC_NAME: 'Acme' });
  await admin.query("INSERT INTO tier (id, name) VALUES ('t', 't')");
  await admin.query("INSERT INTO project (id, name, tier_id) VALUES ('search', 'search', 't'), ('other', 'other', 't')");
});
afterAll(async () => {
  await admin.close();
  await provider.close();
});

const start = `${publicUrl}/api/session/oidc`;

async function signOn(login: string, browser = new Browser(admin.url)) {
  const callback = await browser.authorise(login, start);
  const { status, location } = await browser.open(callback.href);
  const { body } = await admin.get('/api/session', { token: null, headers: { cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') } });
  return { status, location, session: body, browser, callback };
}

function person(login: string, groups: string[], more: object = {}) {
  provider.people.set(login, { sub: login, email: `${login}@example.com`, email_verified: true, name: `${login} of Acme`, groups, ...more });
}

test('whoever comes the first time becomes a member with the highest role of their groups, and is signed in', async () => {
  person('ada', ['staff', 'money', 'unknown', 'searchers', 'search-leads']);
  const { status, location, session, browser } = await signOn('ada');
  expect({ status, location }).toEqual({ status: 302, location: '/' });
  expect(session.member).toMatchObject({ email: 'ada@example.com', name: 'ada of Acme', role: 'finance', projectRoles: [{ projectId: 'search', role: 'admin' }], hasPassword: false });
  expect([...browser.cookies.keys()]).toContain('aiproxy_session');
  expect([...browser.cookies.keys()]).not.toContain('aiproxy_sign_on');
  const rows = await admin.query('SELECT action FROM audit WHERE author_name = $1 ORDER BY sequence', ['ada@example.com']);
  expect(rows.map(({ action }) => action)).toEqual(['member.create', 'session.open']);
  expect(await admin.query('SELECT method FROM session WHERE member_id = $1', [session.member.id])).toEqual([{ method: 'oidc' }]);
});

test('the second time it is the same member, with the roles of the groups of now; other projects are left alone', async () => {
  person('bob', ['money', 'search-leads']);
  const first = await signOn('bob');
  await admin.ask('PUT', `/api/projects/other/members/${first.session.member.id}`, { role: 'developer' });
  person('bob', ['staff', 'searchers'], { email: 'renamed@example.com' });
  const second = await signOn('bob');
  expect(second.session.member).toMatchObject({ id: first.session.member.id, email: 'bob@example.com', role: 'viewer' });
  expect(second.session.member.projectRoles).toEqual(expect.arrayContaining([{ projectId: 'search', role: 'developer' }, { projectId: 'other', role: 'developer' }]));
  person('bob', ['staff']);
  expect((await signOn('bob')).session.member.projectRoles).toEqual([{ projectId: 'other', role: 'developer' }]);
});

test('in no group any more: not let in, and whoever is signed in as them holds nothing', async () => {
  person('cleo', ['money']);
  const { session, browser } = await signOn('cleo');
  person('cleo', ['elsewhere']);
  expect(await signOn('cleo')).toMatchObject({ status: 302, location: '/sign-in?error=oidc_not_admitted' });
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
  expect((await admin.get('/api/session', { token: null, headers: { cookie } })).body).toMatchObject({ member: { id: session.member.id, role: null }, permissions: { organisation: [] } });
});

test('a member with that address is linked when the issuer has verified it, and keeps the role that was given here', async () => {
  const { memberId, email } = await admin.signIn('auditor');
  await admin.query("UPDATE member SET password_hash = 'x' WHERE id = $1", [memberId]);
  person('dora', ['staff'], { email: email.toUpperCase() });
  const { session } = await signOn('dora');
  expect(session.member).toMatchObject({ id: memberId, role: 'auditor' });
  expect((await admin.get(`/api/members/${memberId}`)).body.hasOidc).toBe(true);
  person('dora-again', ['staff'], { email });
  expect((await signOn('dora-again')).location).toBe('/sign-in?error=oidc_failed');
});

test('the last owner stays one, whatever the groups say', async () => {
  person('eve', ['root']);
  const { session: { member: { id } } } = await signOn('eve');
  const others = await admin.query("UPDATE member SET disabled_at = now() WHERE role = 'owner' AND id <> $1 RETURNING id", [id]);
  person('eve', ['staff']);
  expect((await signOn('eve')).session.member.role).toBe('owner');
  await admin.query('UPDATE member SET disabled_at = NULL WHERE id = ANY($1)', [others.map((row) => row.id)]);
  expect((await signOn('eve')).session.member.role).toBe('viewer');
});

test('the browser is sent to the issuer with state, nonce and a challenge, and keeps their secrets sealed', async () => {
  const { status, headers } = await admin.get('/api/session/oidc', { token: null });
  const url = new URL(String(headers.get('location')));
  expect(status).toBe(302);
  expect(url.origin).toBe(provider.issuer);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: `${publicUrl}/api/session/oidc/callback`, scope: 'openid email profile groups' });
  const cookie = String(headers.get('set-cookie'));
  expect(cookie).toMatch(/^aiproxy_sign_on=[\w-]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  for (const secret of ['state', 'nonce']) expect(Buffer.from(cookie.slice(16), 'base64url').toString('latin1')).not.toContain(url.searchParams.get(secret));
});

test('the ways to sign in are told to anybody', async () => {
  expect(await admin.get('/api/sign-in-methods', { token: null })).toMatchObject({ status: 200, body: { password: true, oidc: { name: 'Acme' }, passwordResetByMail: false } });
});
