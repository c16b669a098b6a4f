import { mintAccessToken } from '#access/token';
import { AccessTokenRepository } from '#database/access-tokens';
import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin();
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

test.each([['tierId', 'any'], ['limits', { requestsPerMinute: 'unlimited' }]])("who makes a project's keys does not set their %s", async (field, value) => {
  const { token } = await admin.signIn(null, [{ projectId, role: 'admin' }]);
  const refusal = { status: 403, body: { error: { code: 'forbidden', param: field, message: expect.stringContaining('key:limit') } } };
  expect(await admin.post(`/api/projects/${projectId}/keys`, { name: 'k', preset: 'all', [field]: value }, { token })).toMatchObject(refusal);
  const { id } = await makeKey(admin, projectId);
  expect(await admin.patch(`/api/keys/${id}`, { [field]: value }, { token })).toMatchObject(refusal);
  expect((await admin.get(`/api/keys/${id}`)).body.version).toBe(1);
});

test.each(['viewer', 'auditor'] as const)('a %s sees keys, and changes none', async (role) => {
  const { id } = await makeKey(admin, projectId);
  const { token } = await admin.signIn(role);
  expect((await admin.get(`/api/keys/${id}`, { token })).status).toBe(200);
  expect((await admin.patch(`/api/keys/${id}`, { name: 'x' }, { token })).status).toBe(403);
  for (const act of ['disable', 'enable', 'revoke', 'rotate']) expect((await admin.post(`/api/keys/${id}/${act}`, undefined, { token })).status).toBe(403);
  expect((await admin.post(`/api/projects/${projectId}/keys`, { name: 'k', preset: 'all' }, { token })).status).toBe(403);
});

test("an owner's token with a lesser role makes no key: a token never allows more than its role", async () => {
  const { memberId } = await admin.signIn('owner');
  const { secret: token, hash, last4 } = mintAccessToken();
  await admin.change((change) => new AccessTokenRepository(admin.database).create(change, { memberId, name: 'lesser', hash, last4, role: 'viewer', expiresAt: new Date(Date.now() + 60_000) }));
  const { id } = await makeKey(admin, projectId);
  expect((await admin.post(`/api/projects/${projectId}/keys`, { name: 'k', preset: 'all' }, { token })).status).toBe(403);
  expect((await admin.post(`/api/keys/${id}/rotate`, undefined, { token })).status).toBe(403);
});

test('nobody gets the secret of a key that may do what they may not, and nobody wakes one', async () => {
  const { id } = await makeKey(admin, projectId);
  await admin.query("UPDATE api_key SET permissions = '{chat:write,batches:write}' WHERE id = $1", [id]);
  for (const act of ['rotate', 'enable']) {
    expect(await admin.post(`/api/keys/${id}/${act}`)).toMatchObject({ status: 403, body: { error: { code: 'forbidden', message: expect.stringContaining('batches:write') } } });
  }
  expect(await admin.patch(`/api/keys/${id}`, { expiresAt: null })).toMatchObject({ status: 403, body: { error: { message: expect.stringContaining('batches:write') } } });
  expect((await admin.post(`/api/keys/${id}/revoke`)).status).toBe(200);
});
