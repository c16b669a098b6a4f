import { generate } from 'otplib/functional';
import { newMember, openBrowser, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { second, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
afterAll(() => admin.close());
// A new time step, so that no test uses the code of the one before.
beforeEach(() => clock.advance(120 * second));

const codeOf = (secret: string, shiftSeconds = 0) => generate({ secret, epoch: Math.floor(clock.now() / 1000) + shiftSeconds });
const signIn = (email: string, code?: string) => openBrowser(admin).ask('POST', '/api/session', { email, password, ...(code !== undefined && { code }) });

/** A member whose second factor is on; its first code is used. */
async function withSecondFactor() {
  const { email, id } = await newMember(admin);
  const browser = await signInByPassword(admin, email);
  const { body: { secret, uri } } = await browser.ask('POST', '/api/session/totp', { password });
  const { status, body: { recoveryCodes } } = await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) });
  expect(status).toBe(200);
  clock.advance(30 * second);
  return { email, id, browser, secret: secret as string, uri: uri as string, recoveryCodes: recoveryCodes as string[] };
}

test('begun, it asks for nothing; confirmed by a code, it is asked for at every sign-in', async () => {
  const { email } = await newMember(admin);
  const browser = await signInByPassword(admin, email);
  const { cookie } = browser;
  const { body: { secret, uri } } = await browser.ask('POST', '/api/session/totp', { password });
  expect(uri).toBe(`otpauth://totp/AIProxy:${encodeURIComponent(email)}?secret=${secret}&issuer=AIProxy`);
  expect((await signIn(email)).status).toBe(200);
  const confirmed = await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) });
  expect(confirmed.body.recoveryCodes).toHaveLength(10);
  expect(browser.cookie).not.toBe(cookie);
  expect((await browser.ask('GET', '/api/session')).body.member.hasTotp).toBe(true);
  clock.advance(30 * second);
  expect(await signIn(email)).toMatchObject({ status: 401, body: { error: { code: 'second_factor_required' } } });
  const { status, body } = await signIn(email, await codeOf(secret));
  expect({ status, hasTotp: body.member.hasTotp }).toEqual({ status: 200, hasTotp: true });
});

test('codes of the step before and after are taken, of no other', async () => {
  const { email, secret } = await withSecondFactor();
  clock.advance(300 * second);
  expect((await signIn(email, await codeOf(secret, -60))).status).toBe(401);
  expect((await signIn(email, await codeOf(secret, 60))).status).toBe(401);
  expect((await signIn(email, await codeOf(secret, -30))).status).toBe(200);
  expect((await signIn(email, await codeOf(secret, 30))).status).toBe(200);
});

test('no code works twice, nor an earlier one after it', async () => {
  const { email, secret } = await withSecondFactor();
  clock.advance(60 * second);
  const [earlier, code] = [await codeOf(secret, -30), await codeOf(secret)];
  expect((await signIn(email, code)).status).toBe(200);
  expect(await signIn(email, code)).toMatchObject({ status: 401, body: { error: { code: 'sign_in_failed' } } });
  expect((await signIn(email, earlier)).status).toBe(401);
});

test('of many sign-ins with one code at once a single one succeeds', async () => {
  const { email, secret } = await withSecondFactor();
  const code = await codeOf(secret);
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(email, code)));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array(7).fill(401)]);
});

test('a recovery code lets in once, however it is typed; at once, too', async () => {
  const { email, recoveryCodes: [first, other] } = await withSecondFactor();
  expect((await signIn(email, ` ${first.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(200);
  expect((await signIn(email, first)).status).toBe(401);
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(email, other)));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
  const sessions = await admin.query("SELECT method FROM session s JOIN member m ON m.id = s.member_id WHERE m.email = $1 ORDER BY s.created_at", [email]);
  expect(sessions.filter(({ method }) => method === 'password+recovery-code')).toHaveLength(2);
});

test('new recovery codes take the place of the old ones', async () => {
  const { email, browser, secret, recoveryCodes: [old] } = await withSecondFactor();
  const { status, body } = await browser.ask('POST', '/api/session/recovery-codes', { code: await codeOf(secret) });
  expect(status).toBe(200);
  expect(body.recoveryCodes).toHaveLength(10);
  expect((await signIn(email, old)).status).toBe(401);
  expect((await signIn(email, body.recoveryCodes[9])).status).toBe(200);
});

test('it is turned off with password and code, and the password alone signs in again', async () => {
  const { email, browser, secret } = await withSecondFactor();
  const { cookie } = browser;
  expect((await browser.ask('DELETE', '/api/session/totp', { password, code: await codeOf(secret) })).status).toBe(204);
  expect(browser.cookie).not.toBe(cookie);
  expect((await signIn(email)).status).toBe(200);
});

test('secrets are stored sealed and hashed, and in no row of the audit log', async () => {
  const { id, email, secret, recoveryCodes } = await withSecondFactor();
  const [{ totp_secret: sealed, recovery_codes: hashes }] = await admin.query('SELECT totp_secret, recovery_codes FROM member WHERE id = $1', [id]);
  const audit = await admin.query('SELECT action, before, after FROM audit WHERE author_name = $1 ORDER BY sequence', [email]);
  expect(audit.map(({ action }) => action)).toEqual(['session.open', 'member.turn-on-second-factor']);
  const text = JSON.stringify([(sealed as Buffer).toString('latin1'), hashes, audit]);
  for (const shown of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) expect(text).not.toContain(shown);
});
