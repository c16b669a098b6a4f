import { newMember, openBrowser, password, signInByPassword, type Browser } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let browser: Browser;
beforeAll(async () => {
  admin = await startAdmin({ ADMIN_URL: 'http://admin.example.com:8080/' });
  browser = await signInByPassword(admin, (await newMember(admin, 'owner')).email);
});
afterAll(() => admin.close());

const refused = { status: 403, body: { error: { type: 'permission_error', code: 'csrf_token_invalid' } } };
const tier = { requestsPerMinute: 1, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };

test("a change with the cookie needs the session's own CSRF token", async () => {
  const { cookie, csrfToken } = browser;
  const other = await signInByPassword(admin, (await newMember(admin, 'owner')).email);
  for (const sent of [undefined, '', 'x', csrfToken!.slice(1), other.csrfToken]) {
    expect(await openBrowser(admin, { cookie, csrfToken: sent }).ask('POST', '/api/tiers', { name: 'forged', ...tier })).toMatchObject(refused);
    expect(await openBrowser(admin, { cookie, csrfToken: sent }).ask('DELETE', '/api/session')).toMatchObject(refused);
  }
  expect((await browser.ask('POST', '/api/tiers', { name: 'own', ...tier })).status).toBe(201);
  expect((await admin.get('/api/tiers?name=forged')).body.data).toEqual([]);
});

test('a change sent from a page of another origin is refused, with a good CSRF token too', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://admin.example.com', `${admin.url}.evil.example`]) {
    expect(await browser.ask('POST', '/api/tiers', { name: 'foreign', ...tier }, { origin })).toMatchObject(refused);
  }
  for (const [name, origin] of [['by host', admin.url], ['by ADMIN_URL', 'http://admin.example.com:8080']]) {
    expect((await browser.ask('POST', '/api/tiers', { name, ...tier }, { origin })).status).toBe(201);
  }
});

test("nobody is signed in by another origin's page", async () => {
  const { email } = await newMember(admin);
  expect(await openBrowser(admin).ask('POST', '/api/session', { email, password }, { origin: 'https://evil.example' })).toMatchObject(refused);
  expect((await openBrowser(admin).ask('POST', '/api/session', { email, password }, { origin: admin.url })).status).toBe(200);
});

test('a token needs neither', async () => {
  expect((await admin.post('/api/tiers', { name: 'by token', ...tier }, { headers: { origin: 'https://anywhere.example' } })).status).toBe(201);
});

test('a token changes nothing of how, and where, its member is signed in', async () => {
  for (const [method, path, body] of [
    ['POST', '/api/session/totp', undefined], ['POST', '/api/session/totp/confirm', { code: '000000' }], ['DELETE', '/api/session/totp', { code: '000000', password }],
    ['POST', '/api/session/recovery-codes', { code: '000000' }], ['POST', '/api/session/password', { current: password, password: 'another long password' }],
    ['DELETE', '/api/session', undefined], ['DELETE', '/api/sessions', undefined], ['DELETE', '/api/sessions?all=true', undefined], ['DELETE', '/api/sessions/any', undefined],
  ] as const) expect(await admin.ask(method, path, body)).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
});
