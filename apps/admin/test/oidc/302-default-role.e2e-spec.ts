import { Browser, publicUrl, startIdentityProvider, type IdentityProvider } from '../harness/identity-provider.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let provider: IdentityProvider;
beforeAll(async () => { provider = await startIdentityProvider(); });
afterAll(() => provider.close());

async function roleAfterSignOn(admin: RunningAdmin, login: string, groups: string[]) {
  const email = `${login}@example.com`;
  provider.people.set(login, { sub: login, email, email_verified: true, name: login, groups });
  const browser = new Browser(admin.url);
  const callback = await browser.authorise(login, `${publicUrl}/api/session/oidc`);
  expect((await browser.open(callback.href)).location).toBe('/');
  return (await admin.query('SELECT id, role FROM member WHERE email = $1', [email]))[0];
}

test('without rules newcomers get the default role, and whatever role they are given here afterwards stays', async () => {
  const admin = await startAdmin({ ...provider.env, OIDC_DEFAULT_ROLE: 'viewer' });
  const { id, role } = await roleAfterSignOn(admin, 'kim', ['any']);
  expect(role).toBe('viewer');
  await admin.patch(`/api/members/${String(id)}`, { role: 'finance' });
  expect((await roleAfterSignOn(admin, 'kim', ['any'])).role).toBe('finance');
  await admin.close();
});

test('with rules the default role is that of whoever is in none of their groups, at every sign-in', async () => {
  const admin = await startAdmin({ ...provider.env, OIDC_DEFAULT_ROLE: 'viewer', OIDC_ROLES: 'money=finance' });
  expect((await roleAfterSignOn(admin, 'lea', ['money'])).role).toBe('finance');
  expect((await roleAfterSignOn(admin, 'lea', [])).role).toBe('viewer');
  await admin.close();
});
