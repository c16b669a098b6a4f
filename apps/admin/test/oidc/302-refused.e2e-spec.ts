import { Browser, publicUrl, startIdentityProvider, type IdentityProvider } from '../harness/identity-provider.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let nowMs = Date.now();
let provider: IdentityProvider;
let admin: RunningAdmin;
beforeAll(async () => {
  provider = await startIdentityProvider();
  admin = await startAdmin({ ...provider.env, OIDC_ROLES: 'staff=viewer' }, undefined, { now: () => nowMs });
});
beforeEach(() => { nowMs = Date.now(); });
afterAll(async () => {
  await admin.close();
  await provider.close();
});

const start = `${publicUrl}/api/session/oidc`;
const failed = { status: 302, location: '/sign-in?error=oidc_failed' };

function person(login: string, more: object = {}) {
  provider.people.set(login, { sub: login, email: `${login}@example.com`, email_verified: true, name: login, groups: ['staff'], ...more });
}

/** As far as the callback, which is not opened yet. */
async function broughtBack(login: string, browser = new Browser(admin.url)) {
  person(login);
  return { browser, callback: await browser.authorise(login, start) };
}

const isSignedIn = ({ cookies }: Browser) => cookies.has('aiproxy_session');
const memberOf = (login: string) => admin.query('SELECT * FROM member WHERE email = $1', [`${login}@example.com`]);

function changed(url: URL, name: string, value: string | null): string {
  const copy = new URL(url);
  if (value === null) copy.searchParams.delete(name);
  else copy.searchParams.set(name, value);
  return copy.href;
}

test.each([['another state', 'state', 'x'], ['no state', 'state', null], ['another code', 'code', 'x'], ['no code', 'code', null], ['another issuer', 'iss', 'https://elsewhere.example.com']])(
  'an answer with %s signs nobody in', async (_, name, value) => {
    const { browser, callback } = await broughtBack('ann');
    expect(await browser.open(changed(callback, name, value))).toMatchObject(failed);
    expect(isSignedIn(browser)).toBe(false);
    expect(await memberOf('ann')).toEqual([]);
  });

test('an answer is taken once: not again from the same browser, nor with a copy of its cookie', async () => {
  const { browser, callback } = await broughtBack('ben');
  const copy = new Browser(admin.url);
  copy.cookies.set('aiproxy_sign_on', browser.cookies.get('aiproxy_sign_on')!);
  expect(await browser.open(callback.href)).toMatchObject({ status: 302, location: '/' });
  expect(await browser.open(callback.href)).toMatchObject(failed);
  expect(await copy.open(callback.href)).toMatchObject(failed);
  expect(isSignedIn(copy)).toBe(false);
});

test('an answer counts only in the browser that asked: nobody is signed in as somebody else by a link', async () => {
  const { callback } = await broughtBack('cat');
  const [fresh, other] = [new Browser(admin.url), new Browser(admin.url)];
  expect(await fresh.open(callback.href)).toMatchObject(failed);
  await other.open(start);
  expect(await other.open(callback.href)).toMatchObject(failed);
  const withState = changed(callback, 'state', new URL(String((await other.open(start)).location)).searchParams.get('state'));
  expect(await other.open(withState)).toMatchObject(failed);
  expect([isSignedIn(fresh), isSignedIn(other)]).toEqual([false, false]);
});

test('an ID token that was made for another sign-on is refused by its nonce', async () => {
  person('dan');
  const browser = new Browser(admin.url);
  const { location } = await browser.open(start);
  const callback = await browser.authorise('dan', changed(new URL(String(location)), 'nonce', 'another nonce'));
  expect(await browser.open(callback.href)).toMatchObject(failed);
  expect(await memberOf('dan')).toEqual([]);
});

test('a cookie that was tampered with, or is older than ten minutes, is none', async () => {
  const tampered = await broughtBack('eva');
  const cookie = tampered.browser.cookies.get('aiproxy_sign_on')!;
  tampered.browser.cookies.set('aiproxy_sign_on', `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`);
  expect(await tampered.browser.open(tampered.callback.href)).toMatchObject(failed);
  const late = await broughtBack('eva');
  nowMs += 600_000;
  expect(await late.browser.open(late.callback.href)).toMatchObject(failed);
});

test('who refuses at the identity provider is brought back to the page to sign in', async () => {
  const browser = new Browser(admin.url);
  const { location } = await browser.open(start);
  const state = new URL(String(location)).searchParams.get('state');
  const answer = `${publicUrl}/api/session/oidc/callback?error=access_denied&state=${String(state)}&iss=${encodeURIComponent(provider.issuer)}`;
  expect(await browser.open(answer)).toMatchObject(failed);
});

async function comeBack(login: string, more: object) {
  const { browser, callback } = await broughtBack(login);
  person(login, more);
  return { browser, page: await browser.open(callback.href) };
}

test.each([
  ['an address that is not verified', { email_verified: false }],
  ['an address of which the issuer says nothing', { email_verified: undefined }],
  ['an address "verified" by a word', { email_verified: 'true' }],
])('%s takes over no member', async (_, more) => {
  const { memberId, email } = await admin.signIn('owner');
  const { browser, page } = await comeBack(`fay-${memberId}`, { email, ...more });
  expect(page).toMatchObject({ status: 302, location: '/sign-in?error=oidc_email_unverified' });
  expect(isSignedIn(browser)).toBe(false);
  expect((await admin.get(`/api/members/${memberId}`)).body.hasOidc).toBe(false);
});

test.each([['not verified', { email_verified: false }], ['missing', { email: undefined }], ['none', { email: 'no address' }]])('an address that is %s makes no member', async (_, more) => {
  const before = await admin.query('SELECT count(*) FROM member');
  expect((await comeBack('gus', more)).page.location).toBe('/sign-in?error=oidc_email_unverified');
  expect(await admin.query('SELECT count(*) FROM member')).toEqual(before);
});

test('in no group with a role nobody becomes a member, and the audit log says why', async () => {
  const { page } = await comeBack('hal', { groups: ['STAFF', 'staff '] });
  expect(page.location).toBe('/sign-in?error=oidc_not_admitted');
  expect(await memberOf('hal')).toEqual([]);
  const rows = await admin.query("SELECT action, after FROM audit WHERE author_name = 'hal@example.com'");
  expect(rows).toEqual([{ action: 'session.refuse', after: '{"reason":"single sign-on: no group of theirs has a role"}' }]);
});

test('a disabled member is not let in, known by subject or by address', async () => {
  const first = await broughtBack('ivy');
  await first.browser.open(first.callback.href);
  await admin.query("UPDATE member SET disabled_at = now() WHERE email = 'ivy@example.com'");
  expect((await comeBack('ivy', {})).page.location).toBe('/sign-in?error=oidc_disabled');
  await admin.query("UPDATE member SET oidc_subject = NULL WHERE email = 'ivy@example.com'");
  expect((await comeBack('ivy', {})).page.location).toBe('/sign-in?error=oidc_disabled');
  expect(await admin.query("SELECT oidc_subject FROM member WHERE email = 'ivy@example.com'")).toEqual([{ oidc_subject: null }]);
});

test('no secret of a sign-on is in the audit log or in an answer', async () => {
  const { browser, callback } = await broughtBack('jim');
  const page = await browser.open(callback.href);
  const rows = JSON.stringify(await admin.query('SELECT row_to_json(audit) FROM audit'));
  for (const secret of [callback.searchParams.get('code')!, callback.searchParams.get('state')!]) expect(rows + page.text).not.toContain(secret);
});

test('429: answers are not to be guessed', async () => {
  const browser = new Browser(admin.url);
  await browser.open(start);
  const pages = [];
  for (let guess = 0; guess < 60; guess += 1) pages.push(await browser.open(`${publicUrl}/api/session/oidc/callback?code=${guess}&state=${guess}`));
  expect(pages.at(-1)?.status).toBe(429);
});
