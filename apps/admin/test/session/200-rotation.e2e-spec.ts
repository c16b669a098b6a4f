import { generate } from 'otplib/functional';
import { newMember, openBrowser, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { day, hour, minute, second, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
afterAll(() => admin.close());

const begin = async () => {
  const member = await newMember(admin);
  return { member, browser: await signInByPassword(admin, member.email) };
};
const statusOf = async (cookie: string | undefined) => (await openBrowser(admin, { cookie }).ask('GET', '/api/session')).status;
const endsOf = async (memberId: string) => (await admin.query("SELECT after, via FROM audit WHERE action = 'session.end' AND author_id = $1", [memberId]));

test('a cookie gets a new secret and CSRF token each hour; the one before works 30 s for requests under way', async () => {
  const { browser } = await begin();
  const first = { cookie: browser.cookie, csrfToken: browser.csrfToken };
  clock.advance(hour - second);
  expect((await browser.ask('GET', '/api/session')).headers.getSetCookie()).toEqual([]);
  clock.advance(second);
  const turned = await browser.ask('GET', '/api/session');
  expect(turned.headers.getSetCookie()).toEqual([expect.stringContaining('HttpOnly')]);
  expect(browser.cookie).not.toBe(first.cookie);
  expect(turned.body.csrfToken).not.toBe(first.csrfToken);
  expect(turned.headers.get('x-csrf-token')).toBe(turned.body.csrfToken);
  clock.advance(29 * second);
  const underWay = openBrowser(admin, first);
  expect((await underWay.ask('DELETE', '/api/sessions')).status).toBe(204);
  expect(underWay.cookie).toBe(first.cookie);
  expect((await browser.ask('DELETE', '/api/sessions')).status).toBe(204);
});

test('of many requests at the hour one turns the secret, and all are answered', async () => {
  const { browser: { cookie } } = await begin();
  clock.advance(hour);
  const browsers = Array.from({ length: 8 }, () => openBrowser(admin, { cookie }));
  const answers = await Promise.all(browsers.map((one) => one.ask('GET', '/api/session')));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
});

test('many changes at the hour are all made, with the CSRF token of the secret that was current', async () => {
  const { browser: { cookie, csrfToken } } = await begin();
  clock.advance(hour);
  const answers = await Promise.all(Array.from({ length: 20 }, () => openBrowser(admin, { cookie, csrfToken }).ask('DELETE', '/api/sessions')));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
});

test('a change of what is signed in with at the hour turns the secret once: what was sent beside it is answered', async () => {
  const { browser } = await begin();
  const { body: { secret } } = await browser.ask('POST', '/api/session/totp', { password });
  clock.advance(hour);
  const beside = openBrowser(admin, browser);
  const code = await generate({ secret: secret as string, epoch: Math.floor(clock.now() / 1000) });
  expect((await browser.ask('POST', '/api/session/totp/confirm', { code })).status).toBe(200);
  expect((await beside.ask('GET', '/api/session')).status).toBe(200);
  expect((await browser.ask('GET', '/api/session')).status).toBe(200);
});

test.each([['the one before', 1], ['a much older one', 3]])('a stolen cookie that was replaced (%s) ends the session for both, and the audit log says so', async (_, turns) => {
  const { member, browser } = await begin();
  const { cookie: stolen } = browser;
  for (let turn = 0; turn < turns; turn += 1) {
    clock.advance(hour);
    await browser.ask('GET', '/api/session');
  }
  clock.advance(31 * second);
  expect(await statusOf(browser.cookie)).toBe(200);
  expect(await statusOf(stolen)).toBe(401);
  expect(await statusOf(browser.cookie)).toBe(401);
  expect(await endsOf(member.id)).toEqual([{ via: 'session', after: expect.stringContaining('somebody has a copy') }]);
});

test('whoever was not there for 12 hours signs in again', async () => {
  const { browser } = await begin();
  clock.advance(12 * hour - minute);
  expect((await browser.ask('GET', '/api/session')).status).toBe(200);
  clock.advance(12 * hour);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
});

test('after 30 days everybody does, however busy', async () => {
  const { browser } = await begin();
  for (let half = 0; half < 60; half += 1) {
    expect((await browser.ask('GET', '/api/session')).status).toBe(200);
    clock.advance(day / 2 - second);
  }
  clock.advance(minute);
  expect((await browser.ask('GET', '/api/session')).status).toBe(401);
});

test('that a browser was there is written once a minute, with where', async () => {
  const { member, browser } = await begin();
  const seen = async () => (await admin.query('SELECT seen_at, client FROM session WHERE member_id = $1', [member.id]))[0];
  const atFirst = await seen();
  clock.advance(59 * second);
  await browser.ask('GET', '/api/session', undefined, { 'user-agent': 'Other/2.0' });
  expect(await seen()).toEqual(atFirst);
  clock.advance(second);
  await browser.ask('GET', '/api/session', undefined, { 'user-agent': 'Other/2.0' });
  expect(await seen()).toEqual({ seen_at: new Date(clock.now()), client: 'Other/2.0' });
});

test('behind https the cookie is Secure and bound to its host', async () => {
  const secure = await startAdmin({ ADMIN_URL: 'https://admin.example.com' });
  const { email } = await newMember(secure);
  const { headers } = await secure.post('/api/session', { email, password }, { token: null });
  expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-aiproxy_session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)]);
  await secure.close();
});
