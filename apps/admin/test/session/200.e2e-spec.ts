import { newMember, openBrowser, password, signInByPassword } from '../harness/browser.js';
import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a password signs in: whoever it is, what they may do, and a cookie that scripts cannot read', async () => {
  const member = await newMember(admin, 'admin');
  const { status, headers, body } = await admin.post('/api/session', { email: member.email.toUpperCase(), password }, { token: null });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    member: { id: member.id, email: member.email, name: 'Ada', role: 'admin', projectRoles: [], hasPassword: true, hasTotp: false },
    permissions: { organisation: expect.arrayContaining(['tier:write', 'member:invite']), projects: {} },
  });
  expect(body.permissions.organisation).not.toContain('member:appoint-owner');
  expect(new Date(body.expiresAt).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  const [cookie, ...more] = headers.getSetCookie();
  expect(more).toEqual([]);
  expect(cookie).toMatch(/^aiproxy_session=[\w-]{43}\.[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  expect(JSON.stringify(body)).not.toContain(cookie.split(/[=;]/)[1]);
});

test('the cookie alone reads; who and what is told again, with the same CSRF token', async () => {
  const member = await newMember(admin);
  const browser = await signInByPassword(admin, member.email);
  const { csrfToken } = browser;
  expect(await browser.ask('GET', '/api/session')).toMatchObject({ status: 200, body: { member: { id: member.id }, csrfToken } });
  expect(await browser.ask('GET', '/api/tiers')).toMatchObject({ status: 200 });
});

test('what is held in each project is told by project', async () => {
  const { id: projectId } = await makeProject(admin);
  const { token } = await admin.signIn(null, [{ projectId, role: 'developer' }]);
  const { body: { member, permissions } } = await admin.get('/api/session', { token });
  expect(member).toMatchObject({ role: null, projectRoles: [{ projectId, role: 'developer' }] });
  expect(permissions).toEqual({ organisation: [], projects: { [projectId]: expect.arrayContaining(['project:read', 'key:create', 'chat:write']) } });
  expect(permissions.projects[projectId]).not.toContain('project-member:update');
});

test("only hashes of the cookie's secrets are stored", async () => {
  const member = await newMember(admin);
  const { cookie } = await signInByPassword(admin, member.email);
  const secrets = cookie!.split('=')[1].split('.');
  const stored = JSON.stringify(await admin.query('SELECT * FROM session WHERE member_id = $1', [member.id]));
  for (const secret of secrets) expect(stored).not.toContain(secret);
});

test('signing out ends the session at once, and takes the cookie away', async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  const { cookie } = browser;
  const out = await browser.ask('DELETE', '/api/session');
  expect(out.status).toBe(204);
  expect(out.headers.getSetCookie()[0]).toMatch(/^aiproxy_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
  expect((await openBrowser(admin, { cookie }).ask('GET', '/api/session')).status).toBe(401);
});

test('the sessions are paged by key, newest first, and found by a part of the client', async () => {
  const { email } = await newMember(admin);
  for (let count = 0; count < 3; count += 1) await signInByPassword(admin, email);
  const browser = await signInByPassword(admin, email);
  const list = async (query: string) => (await browser.ask('GET', `/api/sessions?${query}`)).body as { data: { id: string; createdAt: string }[]; nextCursor: string | null };
  const whole = await list('limit=10');
  const first = await list('limit=3&client=NODE');
  const second = await list(`limit=3&client=NODE&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data]).toEqual(whole.data);
  expect([first.data.length, second.data.length, second.nextCursor, whole.nextCursor]).toEqual([3, 1, null, null]);
  const times = whole.data.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(await list('client=elsewhere')).toEqual({ data: [], nextCursor: null });
});

test('members see where they are signed in and end one session, or all but the current one, or all', async () => {
  const { email } = await newMember(admin);
  const [one, two, three] = [await signInByPassword(admin, email), await signInByPassword(admin, email), await signInByPassword(admin, email)];
  const { body } = await three.ask('GET', '/api/sessions', undefined, { 'user-agent': 'Browser/1.0' });
  expect(body).toMatchObject({ nextCursor: null, data: [{}, {}, {}] });
  expect(body.data.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  expect(body.data[0]).toEqual({
    id: expect.any(String), address: '127.0.0.1', client: 'node', method: 'password', createdAt: expect.any(String), seenAt: expect.any(String),
    expiresAt: expect.any(String), current: expect.any(Boolean),
  });
  const [own] = (await one.ask('GET', '/api/sessions')).body.data.filter(({ current }: { current: boolean }) => current);
  expect((await two.ask('DELETE', `/api/sessions/${own.id}`)).status).toBe(204);
  expect((await one.ask('GET', '/api/session')).status).toBe(401);
  expect((await two.ask('DELETE', '/api/sessions')).status).toBe(204);
  expect((await two.ask('GET', '/api/sessions')).body.data).toMatchObject([{ current: true }]);
  expect((await three.ask('GET', '/api/session')).status).toBe(401);
  expect((await two.ask('DELETE', '/api/sessions?all=true')).status).toBe(204);
  expect((await two.ask('GET', '/api/session')).status).toBe(401);
});

test('signing in again in the same browser ends the session it had', async () => {
  const { email, id } = await newMember(admin);
  const browser = await signInByPassword(admin, email);
  const { cookie } = browser;
  await browser.ask('POST', '/api/session', { email, password });
  expect(browser.cookie).not.toBe(cookie);
  expect((await openBrowser(admin, { cookie }).ask('GET', '/api/session')).status).toBe(401);
  expect(await admin.query('SELECT id FROM session WHERE member_id = $1', [id])).toHaveLength(1);
});

test('a new password ends all other sessions, and this one goes on with another secret', async () => {
  const { email } = await newMember(admin);
  const [here, elsewhere] = [await signInByPassword(admin, email), await signInByPassword(admin, email)];
  const before = { cookie: here.cookie, csrfToken: here.csrfToken };
  expect((await here.ask('POST', '/api/session/password', { current: password, password: 'another long password' })).status).toBe(204);
  expect(here.cookie).not.toBe(before.cookie);
  expect(here.csrfToken).not.toBe(before.csrfToken);
  expect((await here.ask('GET', '/api/session')).status).toBe(200);
  expect((await elsewhere.ask('GET', '/api/session')).status).toBe(401);
  expect((await admin.post('/api/session', { email, password }, { token: null })).status).toBe(401);
  expect((await admin.post('/api/session', { email, password: 'another long password' }, { token: null })).status).toBe(200);
});

test('sign-ins, refused ones and sign-outs are in the audit log, without any secret', async () => {
  const { email, id } = await newMember(admin);
  await admin.post('/api/session', { email, password: 'a wrong password' }, { token: null });
  const browser = await signInByPassword(admin, email);
  const secrets = browser.cookie!.split(/[=.]/).slice(1);
  await browser.ask('DELETE', '/api/session');
  const rows = await admin.query('SELECT action, author_id, author_name, via, resource, resource_id, before, after, address FROM audit WHERE author_name = $1 ORDER BY sequence', [email]);
  expect(rows).toMatchObject([
    { action: 'session.refuse', author_id: null, via: 'public', resource: 'member', resource_id: id, after: '{"reason":"wrong password"}', address: '127.0.0.1' },
    { action: 'session.open', author_id: id, via: 'public', resource: 'session' },
    { action: 'session.end', author_id: id, via: 'session', resource: 'session', after: '{"reason":"signed out"}' },
  ]);
  const text = JSON.stringify(rows);
  expect(secrets).toHaveLength(2);
  for (const secret of ['a wrong password', password, ...secrets]) expect(text).not.toContain(secret);
});
