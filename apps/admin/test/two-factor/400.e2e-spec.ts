import { generate } from 'otplib/functional';
import { newMember, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { minute, second, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
afterAll(() => admin.close());

const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(clock.now() / 1000) });
const begin = async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  const { body: { secret } } = await browser.ask('POST', '/api/session/totp', { password });
  return { browser, secret: secret as string };
};
const confirm = async () => {
  const begun = await begin();
  expect((await begun.browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(begun.secret) })).status).toBe(200);
  clock.advance(30 * second);
  return begun;
};

test('beginning needs the password of a member who has one', async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  for (const body of [undefined, { password: 'not this one' }]) {
    expect(await browser.ask('POST', '/api/session/totp', body)).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  }
});

test('a wrong code confirms nothing', async () => {
  const { browser } = await begin();
  for (const code of ['000000', 'abcdef', 'aaaa-bbbb-cccc', '1234567']) {
    expect(await browser.ask('POST', '/api/session/totp/confirm', { code })).toMatchObject({ status: 400, body: { error: { param: 'code' } } });
  }
  expect((await browser.ask('GET', '/api/session')).body.member.hasTotp).toBe(false);
});

test('a secret begun anew takes the place of the one before', async () => {
  const { browser, secret } = await begin();
  const { body } = await browser.ask('POST', '/api/session/totp', { password });
  expect((await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) })).status).toBe(400);
  expect((await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(body.secret) })).status).toBe(200);
});

test('on, it cannot be begun or confirmed again; off, there is nothing to turn off or renew: 409', async () => {
  const { browser, secret } = await confirm();
  expect((await browser.ask('POST', '/api/session/totp', { password })).status).toBe(409);
  expect((await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) })).status).toBe(409);
  const other = await signInByPassword(admin, (await newMember(admin)).email);
  expect((await other.ask('DELETE', '/api/session/totp', { password, code: '123456' })).status).toBe(409);
  expect((await other.ask('POST', '/api/session/recovery-codes', { code: '123456' })).status).toBe(409);
  expect((await other.ask('POST', '/api/session/totp/confirm', { code: '123456' })).status).toBe(409);
});

test('turning it off needs the right password and the right code', async () => {
  const { browser, secret } = await confirm();
  const remove = (body: object) => browser.ask('DELETE', '/api/session/totp', body);
  expect(await remove({ password: 'wrong', code: await codeOf(secret) })).toMatchObject({ status: 400, body: { error: { param: 'password' } } });
  expect(await remove({ password, code: '000000' })).toMatchObject({ status: 400, body: { error: { param: 'code' } } });
  expect((await browser.ask('GET', '/api/session')).body.member.hasTotp).toBe(true);
});

test('after ten wrong codes even a right one is refused until the window is over: 429', async () => {
  const { browser, secret } = await begin();
  for (let turn = 0; turn < 10; turn += 1) await browser.ask('POST', '/api/session/totp/confirm', { code: 'wrong' });
  const refused = await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) });
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
  clock.advance(15 * minute);
  expect((await browser.ask('POST', '/api/session/totp/confirm', { code: await codeOf(secret) })).status).toBe(200);
});
