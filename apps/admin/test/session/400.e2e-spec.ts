import { newMember, password, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const paramsOf = (body: { error: { problems: { param: string }[] } }) => body.error.problems.map(({ param }) => param).sort();

test('a sign-in without address or password says which is missing', async () => {
  const { status, body } = await admin.post('/api/session', { email: 'nobody', code: 7, remember: true }, { token: null });
  expect(status).toBe(400);
  expect(paramsOf(body)).toEqual(['code', 'email', 'password', 'remember']);
});

test.each([
  ['too short', 'short', 'password must have at least 12 characters'],
  ['among the most common', 'password1234', 'password must not be one of the most common passwords'],
])('a new password that is %s is refused', async (_, chosen, message) => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  const { status, body } = await browser.ask('POST', '/api/session/password', { current: password, password: chosen });
  expect({ status, error: body.error }).toMatchObject({ status: 400, error: { param: 'password', message } });
});

test('a new password needs the current one', async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  const { status, body } = await browser.ask('POST', '/api/session/password', { current: 'not this one', password: 'another long password' });
  expect({ status, error: body.error }).toMatchObject({ status: 400, error: { param: 'current' } });
});
