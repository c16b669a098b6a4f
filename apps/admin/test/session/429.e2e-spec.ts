import { randomUUID } from 'node:crypto';
import { newMember, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { minute, TestClock } from '../harness/test-clock.js';

const clock = new TestClock();
let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ TRUST_PROXY: '127.0.0.1' }, undefined, clock); });
afterAll(() => admin.close());
// Each test begins with a fresh window.
beforeEach(() => clock.advance(15 * minute));

let address = 0;
const elsewhere = () => `198.51.100.${address += 1}`;
const signIn = (email: string, given: string, from = elsewhere()) =>
  admin.post('/api/session', { email, password: given }, { token: null, headers: { 'x-forwarded-for': from } });
const statuses = async (answers: ReturnType<typeof signIn>[]) => (await Promise.all(answers)).map(({ status }) => status).sort((a, b) => a - b);

test('after ten failures on an account, wherever they come from, even its password is refused until the window is over', async () => {
  const { email } = await newMember(admin);
  for (let turn = 0; turn < 10; turn += 1) expect((await signIn(email, 'wrong password')).status).toBe(401);
  const refused = await signIn(email.toUpperCase(), password);
  expect(refused).toMatchObject({ status: 429, body: { error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } } });
  const retryAfter = Number(refused.headers.get('retry-after'));
  expect(retryAfter).toBe(Math.ceil(((Math.floor(clock.now() / (15 * minute)) + 1) * 15 * minute - clock.now()) / 1000));
  expect((await signIn((await newMember(admin)).email, password)).status).toBe(200);
  clock.advance(retryAfter * 1000);
  expect((await signIn(email, password)).status).toBe(200);
});

test('many guesses at once are no way around it', async () => {
  const { email } = await newMember(admin);
  expect(await statuses(Array.from({ length: 30 }, () => signIn(email, 'wrong password')))).toEqual([...Array<number>(10).fill(401), ...Array<number>(20).fill(429)]);
});

test('an address that does not exist is counted like one that does', async () => {
  const email = `${randomUUID()}@example.com`;
  for (let turn = 0; turn < 10; turn += 1) expect((await signIn(email, password)).status).toBe(401);
  expect((await signIn(email, password)).status).toBe(429);
});

test('successes are not counted, and take no failure back', async () => {
  const { email } = await newMember(admin);
  for (let turn = 0; turn < 12; turn += 1) expect((await signIn(email, password)).status).toBe(200);
  for (let turn = 0; turn < 9; turn += 1) await signIn(email, 'wrong password');
  expect((await signIn(email, password)).status).toBe(200);
  expect((await signIn(email, 'wrong password')).status).toBe(401);
  expect((await signIn(email, password)).status).toBe(429);
});

test('after fifty failures from one address it is refused for all accounts; other addresses are not', async () => {
  const from = elsewhere();
  const { email } = await newMember(admin);
  expect(await statuses(Array.from({ length: 50 }, () => signIn(`${randomUUID()}@example.com`, password, from)))).toEqual(Array(50).fill(401));
  expect((await signIn(email, password, from)).status).toBe(429);
  expect((await signIn(email, password)).status).toBe(200);
});

test('whoever changes addresses within one IPv6 network is counted as one', async () => {
  const from = (index: number) => `2001:db8:0:1::${index.toString(16)}`;
  await Promise.all(Array.from({ length: 50 }, (_, index) => signIn(`${randomUUID()}@example.com`, password, from(index))));
  expect((await signIn(`${randomUUID()}@example.com`, password, from(99))).status).toBe(429);
});

test('without TRUST_PROXY nobody chooses the address that they are counted for', async () => {
  const direct = await startAdmin({}, undefined, clock);
  const attempt = (index: number) => direct.post('/api/session', { email: `${randomUUID()}@example.com`, password }, { token: null, headers: { 'x-forwarded-for': `203.0.113.${index}` } });
  await Promise.all(Array.from({ length: 50 }, (_, index) => attempt(index)));
  expect((await attempt(77)).status).toBe(429);
  await direct.close();
});

test('the current password cannot be guessed by whoever has the session either', async () => {
  const { email } = await newMember(admin);
  const browser = await signInByPassword(admin, email);
  const change = (current: string) => browser.ask('POST', '/api/session/password', { current, password: 'another long password' }, { 'x-forwarded-for': elsewhere() });
  for (let turn = 0; turn < 10; turn += 1) expect((await change('a wrong guess')).status).toBe(400);
  expect((await change(password)).status).toBe(429);
});
