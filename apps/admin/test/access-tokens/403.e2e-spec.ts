import type { OrganisationRole } from '#access/roles';
import { newMember, signInByPassword } from '../harness/browser.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const create = async (own: OrganisationRole | null, role: OrganisationRole) =>
  (await signInByPassword(admin, (await newMember(admin, own)).email)).ask('POST', '/api/access-tokens', { name: 'x', role });

test.each([['viewer', 'admin'], ['admin', 'owner'], ['finance', 'auditor'], [null, 'owner'], [null, 'finance']] as const)(
  'a member of role %s gets no token of role %s', async (own, role) => {
    expect(await create(own, role)).toMatchObject({ status: 403, body: { error: { code: 'forbidden', param: 'role' } } });
  });

test.each([['viewer', 'viewer'], ['admin', 'finance'], ['owner', 'owner'], [null, 'admin'], [null, 'viewer']] as const)(
  'a member of role %s gets one of role %s', async (own, role) => {
    expect((await create(own, role)).status).toBe(201);
  });

test('a token makes no token', async () => {
  expect(await admin.post('/api/access-tokens', { name: 'child', role: 'viewer' })).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
});

test('a token revokes itself, and no other of its member', async () => {
  const browser = await signInByPassword(admin, (await newMember(admin)).email);
  const [one, other] = [await browser.ask('POST', '/api/access-tokens', { name: 'one', role: 'viewer' }), await browser.ask('POST', '/api/access-tokens', { name: 'other', role: 'viewer' })];
  const token = one.body.secret as string;
  expect(await admin.remove(`/api/access-tokens/${other.body.id}`, { token })).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  expect((await admin.remove(`/api/access-tokens/${one.body.id}`, { token })).status).toBe(204);
  expect((await admin.get('/api/session', { token })).status).toBe(401);
  expect((await admin.get('/api/session', { token: other.body.secret })).status).toBe(200);
});
