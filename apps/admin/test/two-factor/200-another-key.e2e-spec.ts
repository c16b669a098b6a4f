import { newEncryptionKey } from '#access/seal';
import { generate } from 'otplib/functional';
import { createAdmin } from '../../src/create-admin.js';
import { readAdminEnv } from '../../src/env.js';
import { newMember, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { second, TestClock } from '../harness/test-clock.js';

const [oldKey, newKey] = [newEncryptionKey(), newEncryptionKey()];
const clock = new TestClock();
let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ ENCRYPTION_KEY: oldKey }, undefined, clock); });
afterAll(() => admin.close());

/** What an admin API with this ENCRYPTION_KEY, on the same database, answers to a sign-in. */
async function signInUnder(key: string, email: string, code: string): Promise<number> {
  const other = await createAdmin(readAdminEnv({ LOG_LEVEL: 'silent', ENCRYPTION_KEY: key }), admin.databaseUrl, undefined, clock);
  const port = await other.listen(0, '127.0.0.1');
  const { status } = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password, code }),
  });
  await other.close();
  return status;
}

test('a start with a new key before the old one seals second factors anew: the old key can go, and codes go on working', async () => {
  const { email } = await newMember(admin);
  const browser = await signInByPassword(admin, email);
  const { body: { secret } } = await browser.ask('POST', '/api/session/totp', { password });
  const nextCode = () => {
    clock.advance(60 * second);
    return generate({ secret, epoch: Math.floor(clock.now() / 1000) });
  };
  const { body: { recoveryCodes } } = await browser.ask('POST', '/api/session/totp/confirm', { code: await nextCode() });
  expect(await signInUnder(newKey, email, await nextCode())).toBe(500); // too early
  expect(await signInUnder(newKey, email, recoveryCodes[0])).toBe(200);
  expect(await signInUnder(`${newKey},${oldKey}`, email, await nextCode())).toBe(200);
  expect(await signInUnder(newKey, email, await nextCode())).toBe(200);
});
