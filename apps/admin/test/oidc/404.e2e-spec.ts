import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('without an issuer there is no single sign-on', async () => {
  expect(await admin.get('/api/sign-in-methods', { token: null })).toMatchObject({ status: 200, body: { password: true, oidc: null, passwordResetByMail: false } });
  expect((await admin.get('/api/session/oidc', { token: null })).status).toBe(404);
  expect((await admin.get('/api/session/oidc/callback?code=x&state=y', { token: null })).status).toBe(404);
});
