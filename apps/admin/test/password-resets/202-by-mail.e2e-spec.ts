import { startMailServer, type MailServer } from '../harness/mail-server.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let nowMs = Date.now();
let admin: RunningAdmin;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  admin = await startAdmin({ SMTP_URL: mail.url, SMTP_FROM: 'aiproxy@example.com', ADMIN_URL: 'https://admin.example.com' }, undefined, { now: () => nowMs });
});
afterAll(async () => {
  await admin.close();
  await mail.close();
});

const anybody = { token: null };
const first = 'the first password';
const ask = (email: string) => admin.post('/api/password-resets', { email }, anybody);
const redeem = (token: string, password: string) => admin.post('/api/password-resets/redeem', { token, password }, anybody);
const signIn = (email: string, password: string) => admin.post('/api/session', { email, password }, anybody);
const nextToken = async () => String(/https:\/\/admin\.example\.com\/password-reset#([\w-]{43})\b/.exec((await mail.next()).text)?.[1]);

async function withPassword() {
  const member = await admin.signIn('viewer');
  expect(await admin.post(`/api/members/${member.memberId}/password-reset`)).toMatchObject({ status: 200, body: { mailed: true, link: null } });
  await redeem(await nextToken(), first);
  return member;
}

test('202: a member is mailed a link, anybody else is not, and the answers are the same', async () => {
  const { email, memberId } = await withPassword();
  const passwordless = await admin.signIn('viewer');
  const disabled = await withPassword();
  await admin.patch(`/api/members/${disabled.memberId}`, { disabled: true });
  const others = [await ask('nobody@example.com'), await ask(passwordless.email), await ask(disabled.email)];
  const known = await ask(email.toUpperCase());
  for (const other of others) expect({ status: other.status, body: other.body }).toEqual({ status: known.status, body: known.body });
  expect(known.status).toBe(202);
  expect((await mail.next()).to).toBe(email);
  expect(await admin.query("SELECT member_id FROM link WHERE kind = 'password-reset' AND used_at IS NULL AND revoked_at IS NULL")).toEqual([{ member_id: memberId }]);
});

test('the new password works, the old one does not, and every session and other link ends', async () => {
  const { email } = await withPassword();
  const cookie = String((await signIn(email, first)).headers.get('set-cookie')).split(';')[0];
  await ask(email);
  const other = await nextToken();
  await ask(email);
  const token = await nextToken();
  expect((await redeem(token, 'the second password')).status).toBe(204);
  expect((await admin.get('/api/session', { token: null, headers: { cookie } })).status).toBe(401);
  expect((await signIn(email, first)).status).toBe(401);
  expect((await signIn(email, 'the second password')).status).toBe(200);
  for (const used of [token, other]) expect((await redeem(used, 'the third password')).status).toBe(404);
});

test('of two at once with one link, one sets the password', async () => {
  const { email } = await withPassword();
  await ask(email);
  const token = await nextToken();
  const answers = await Promise.all([redeem(token, 'one of two passwords'), redeem(token, 'the other password')]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404]);
});

test('a link works for an hour, and not for who is disabled meanwhile', async () => {
  const [late, gone] = [await withPassword(), await withPassword()];
  await ask(late.email);
  const lateToken = await nextToken();
  nowMs += 3_600_000;
  expect((await redeem(lateToken, 'the second password')).status).toBe(404);
  nowMs = Date.now();
  await ask(gone.email);
  const goneToken = await nextToken();
  await admin.patch(`/api/members/${gone.memberId}`, { disabled: true });
  expect((await redeem(goneToken, 'the second password')).status).toBe(404);
});

test('429: an address is not flooded with mail', async () => {
  const statuses = [];
  for (let count = 0; count < 12; count += 1) statuses.push((await ask('flooded@example.com')).status);
  expect([statuses.at(0), statuses.at(-1)]).toEqual([202, 429]);
});
