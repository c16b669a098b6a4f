import { MemberRepository } from '#database/members';
import { newMember, openBrowser, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const disable = (id: string) => admin.change((change) => new MemberRepository(admin.database).update(change, id, { disabled: true }));
const signIn = (email: string, given = password) => admin.post('/api/session', { email, password: given }, { token: null });

test('an unknown address, a wrong password, no password and a disabled member are refused alike', async () => {
  const [known, disabled, withoutPassword] = [await newMember(admin), await newMember(admin), await admin.signIn('viewer')];
  await disable(disabled.id);
  const answers = [await signIn('nobody@example.com'), await signIn(known.email, 'wrong password'), await signIn(withoutPassword.email), await signIn(disabled.email)];
  expect(answers[0]).toMatchObject({ status: 401, body: { error: { type: 'authentication_error', code: 'sign_in_failed' } } });
  for (const { status, body, headers } of answers) {
    expect({ status, body }).toEqual({ status: 401, body: answers[0].body });
    expect(headers.getSetCookie()).toEqual([]);
  }
});

test("a disabled member's session and token end at once", async () => {
  const [member, { token, memberId }] = [await newMember(admin), await admin.signIn('viewer')];
  const browser = await signInByPassword(admin, member.email);
  expect((await browser.ask('GET', '/api/session')).status).toBe(200);
  expect((await admin.get('/api/session', { token })).status).toBe(200);
  await disable(member.id);
  await disable(memberId);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
  expect((await admin.get('/api/session', { token })).status).toBe(401);
});

test('a cookie that is none of ours is nobody, and a bad token is not saved by a good cookie', async () => {
  const { cookie } = await signInByPassword(admin, (await newMember(admin)).email);
  const [name, value] = cookie!.split('=');
  const [family, secret] = value.split('.');
  const ask = (sent: string, headers = {}) => openBrowser(admin, { cookie: sent }).ask('GET', '/api/session', undefined, headers);
  for (const sent of ['', `${name}=`, `${name}=${secret}.${family}`, `${name}=${family}`, `other=${value}`, `${name}=${'a'.repeat(43)}.${'b'.repeat(43)}`]) {
    expect((await ask(sent)).status).toBe(401);
  }
  expect((await ask(`first=1; ${cookie}; last=2`)).status).toBe(200);
  expect((await ask(cookie!, { authorization: 'Bearer aip_pat_nonsense' })).status).toBe(401);
});
