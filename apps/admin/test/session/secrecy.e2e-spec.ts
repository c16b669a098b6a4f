// Whatever members prove who they are with, and whatever they are given once, is nowhere else afterwards.
import { randomUUID } from 'node:crypto';
import { generate } from 'otplib/functional';
import type { LogLevel } from '#server/log/logger';
import { newMember, openBrowser, password, signInByPassword } from '../harness/browser.js';
import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { hour, second, TestClock } from '../harness/test-clock.js';

const mockLines: string[] = [];
// The real logger, writing where the test can read.
jest.mock('#server/log/logger', () => {
  const { createLogger } = jest.requireActual<typeof import('#server/log/logger')>('#server/log/logger');
  return { createLogger: (level: LogLevel) => createLogger(level, { write: (line) => mockLines.push(line) }) };
});

let admin: RunningAdmin;
const clock = new TestClock();
beforeAll(async () => { admin = await startAdmin({ LOG_LEVEL: 'debug' }, undefined, clock); });
afterAll(() => admin.close());

/** Every row of the database as text; bytes as the characters that they would be. */
async function everything(): Promise<string> {
  const tables = await admin.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
  const rows = await Promise.all(tables.map(({ table_name: name }) => admin.query(`SELECT * FROM "${String(name)}"`)));
  return JSON.stringify(rows, (_, value: unknown) => (isBytes(value) ? Buffer.from(value.data).toString('latin1') : value));
}
const isBytes = (value: unknown): value is { data: number[] } => (value as { type?: string } | null)?.type === 'Buffer';
const newPassword = 'yet another long password';
const tokenIn = (link: string) => link.slice(link.indexOf('#') + 1);

/** All that is secret in a member's life. */
async function live(): Promise<string[]> {
  const { id, email } = await newMember(admin, 'admin');
  const project = await makeProject(admin);
  const key = await makeKey(admin, project.id);
  const rotated = await admin.post(`/api/keys/${key.id}/rotate`);
  const invited = await admin.post('/api/invitations', { email: `${randomUUID()}@example.com`, role: 'viewer' });
  const reset = await admin.post(`/api/members/${id}/password-reset`);
  const links = [tokenIn(invited.body.delivery.link), tokenIn(reset.body.link)];
  const browser = await signInByPassword(admin, email);
  const cookies = [browser.cookie!];
  const csrfTokens = [browser.csrfToken!];
  const { body: { secret: totp } } = await browser.ask('POST', '/api/session/totp', { password });
  const code = () => generate({ secret: totp as string, epoch: Math.floor(clock.now() / 1000) });
  const confirmed = await browser.ask('POST', '/api/session/totp/confirm', { code: await code() });
  clock.advance(hour);
  const { body: { secret: accessToken } } = await browser.ask('POST', '/api/access-tokens', { name: 'script', role: 'viewer' });
  cookies.push(browser.cookie!);
  csrfTokens.push(browser.csrfToken!);
  await browser.ask('POST', '/api/session/password', { current: 'a wrong password!', password: newPassword });
  await browser.ask('POST', '/api/session/password', { current: password, password: newPassword });
  clock.advance(30 * second);
  await openBrowser(admin).ask('POST', '/api/session', { email, password: newPassword, code: confirmed.body.recoveryCodes[0] });
  await openBrowser(admin).ask('POST', '/api/session', { email, password: 'a mistyped password' });
  await openBrowser(admin).ask('POST', '/api/invitations/redeem', { token: links[0], name: 'New', password: newPassword });
  await admin.get('/api/tiers', { token: accessToken });
  return [
    password, newPassword, 'a wrong password!', 'a mistyped password', totp, accessToken, key.secret, rotated.body.secret, ...confirmed.body.recoveryCodes as string[], ...links,
    ...cookies.flatMap((cookie) => cookie.slice(cookie.indexOf('=') + 1).split('.')), ...csrfTokens,
  ];
}

test('no password, code, cookie, token, key or link is in any row of any table, in the audit log as it is read, or in any line of the log', async () => {
  const secrets = await live();
  const auditor = await signInByPassword(admin, (await newMember(admin, 'auditor')).email);
  expect(secrets.filter((secret) => typeof secret !== 'string' || secret.length < 14)).toEqual([]);
  const [tables, audit, log] = [await everything(), JSON.stringify((await auditor.ask('GET', '/api/audit?limit=200')).body), mockLines.join('\n')];
  expect(audit).toContain('member.turn-on-second-factor');
  expect(log).toContain('/api/session/password');
  for (const place of [tables, audit, log]) expect(secrets.filter((secret) => place.includes(secret))).toEqual([]);
});
