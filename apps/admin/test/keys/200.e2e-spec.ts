import { hashKey } from '#access/key';
import { makeKey, makeProject, makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin();
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const stored = async (id: string) => (await admin.query('SELECT hash, previous_hash FROM api_key WHERE id = $1', [id]))[0];

test('a key is read without its secret or hash, and changed; what is not given stays, null empties', async () => {
  const { secret, id } = await makeKey(admin, projectId, { name: 'reader', expiresAt: inAnHour(), tags: { team: 'a' }, allowedModels: ['gpt-*'] });
  const read = await admin.get(`/api/keys/${id}`);
  expect(read).toMatchObject({ status: 200, body: { id, projectId, name: 'reader', last4: secret.slice(-4), state: 'active', tags: { team: 'a' }, lastUsed: null, previous: null, version: 1 } });
  expect(read.headers.get('etag')).toBe('"1"');
  expect(JSON.stringify(read.body)).not.toContain(secret);
  expect(JSON.stringify(read.body)).not.toContain(hashKey(secret));
  const changed = await admin.patch(`/api/keys/${id}`, { preset: 'read-only', deniedProviders: ['open*'], expiresAt: null, allowedAddresses: ['10.1.2.3/8', '::ffff:10.0.0.1'] }, { headers: { 'if-match': '"1"' } });
  expect(changed).toMatchObject({ status: 200, body: {
    name: 'reader', permissions: ['models:read'], allowedModels: ['gpt-*'], deniedProviders: ['open*'], expiresAt: null, allowedAddresses: ['10.0.0.0/8', '10.0.0.1'], version: 2,
  } });
});

test("a key's own tier and limits are set and taken away again", async () => {
  const { id } = await makeKey(admin, projectId);
  const tier = await makeTier(admin);
  expect(await admin.patch(`/api/keys/${id}`, { tierId: tier.id, limits: { requestsPerMinute: 5, tokensPerMinute: 'unlimited' } }))
    .toMatchObject({ status: 200, body: { tierId: tier.id, limits: { requestsPerMinute: 5, tokensPerMinute: 'unlimited' } } });
  const { body } = await admin.patch(`/api/keys/${id}`, { tierId: null, limits: {} });
  expect([body.tierId, body.limits]).toEqual([null, {}]);
});

test('a key is disabled and enabled; saying it twice changes nothing', async () => {
  const { id } = await makeKey(admin, projectId);
  const disabled = await admin.post(`/api/keys/${id}/disable`);
  expect(disabled).toMatchObject({ status: 200, body: { state: 'disabled', disabledAt: expect.any(String), version: 2 } });
  expect((await admin.post(`/api/keys/${id}/disable`)).body).toEqual(disabled.body);
  expect(await admin.post(`/api/keys/${id}/enable`)).toMatchObject({ status: 200, body: { state: 'active', disabledAt: null, version: 3 } });
  expect((await admin.post(`/api/keys/${id}/enable`)).body.version).toBe(3);
});

test('a key is revoked for good, with the date of the first time', async () => {
  const { id } = await makeKey(admin, projectId);
  const revoked = await admin.post(`/api/keys/${id}/revoke`);
  expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', revokedAt: expect.any(String), version: 2 } });
  expect((await admin.post(`/api/keys/${id}/revoke`)).body).toEqual(revoked.body);
});

test('after a rotation both secrets are kept for the overlap; a second one ends the oldest at once', async () => {
  const first = await makeKey(admin, projectId);
  const second = (await admin.post(`/api/keys/${first.id}/rotate`)).body;
  expect(second).toMatchObject({ secret: expect.stringMatching(/^aip_live_/), last4: second.secret.slice(-4), previous: { last4: first.last4 }, version: 2 });
  expect(Date.parse(second.previous.until) - Date.now()).toBeGreaterThan(86_390_000);
  expect(await stored(first.id)).toEqual({ hash: hashKey(second.secret), previous_hash: hashKey(first.secret) });
  const third = (await admin.post(`/api/keys/${first.id}/rotate`, { overlapSeconds: 60 })).body;
  expect(await stored(first.id)).toEqual({ hash: hashKey(third.secret), previous_hash: hashKey(second.secret) });
  expect(Date.parse(third.previous.until) - Date.now()).toBeLessThanOrEqual(60_000);
});

test('a rotation without overlap ends the old secret at once', async () => {
  const { id } = await makeKey(admin, projectId);
  await admin.post(`/api/keys/${id}/rotate`);
  const { body } = await admin.post(`/api/keys/${id}/rotate`, { overlapSeconds: 0 });
  expect(body.previous).toBeNull();
  expect(await stored(id)).toEqual({ hash: hashKey(body.secret), previous_hash: null });
});

test('when, from where and by what a key was last used is shown with it', async () => {
  const { id } = await makeKey(admin, projectId, { name: 'used' });
  await admin.query("INSERT INTO key_use (key_id, used_at, address, client) VALUES ($1, '2026-01-02T03:04:05Z', '192.0.2.7', 'openai-python')", [id]);
  const lastUsed = { at: '2026-01-02T03:04:05.000Z', address: '192.0.2.7', client: 'openai-python' };
  expect((await admin.get(`/api/keys/${id}`)).body.lastUsed).toEqual(lastUsed);
  expect((await admin.get('/api/keys?name=used')).body.data[0].lastUsed).toEqual(lastUsed);
});

test('the list is paged by key and filtered by project, name, owner, tag and state', async () => {
  const other = await makeProject(admin);
  const { memberId } = await admin.signIn('viewer');
  const [plain, owned, tagged] = [
    await makeKey(admin, other.id, { name: 'list plain', expiresAt: inAnHour() }), await makeKey(admin, other.id, { name: 'list owned', ownerId: memberId }),
    await makeKey(admin, other.id, { name: 'list tagged', tags: { team: 'red' } }),
  ];
  const first = await admin.get('/api/keys?name=LIST&limit=2');
  expect(names(first.body)).toEqual(['list tagged', 'list owned']);
  expect(names((await admin.get(`/api/keys?name=LIST&limit=2&cursor=${first.body.nextCursor}`)).body)).toEqual(['list plain']);
  expect(names((await admin.get(`/api/keys?projectId=${other.id}&tag=team:red`)).body)).toEqual(['list tagged']);
  expect(names((await admin.get(`/api/keys?ownerId=${memberId}`)).body)).toEqual(['list owned']);
  await admin.query("UPDATE api_key SET expires_at = now() - interval '1 s' WHERE id = $1", [plain.id]);
  await admin.post(`/api/keys/${owned.id}/disable`);
  const here = (state: string) => admin.get(`/api/keys?projectId=${other.id}&state=${state}`);
  expect(await Promise.all(['active', 'disabled', 'expired', 'revoked'].map(async (state) => names((await here(state)).body))))
    .toEqual([['list tagged'], ['list owned'], ['list plain'], []]);
  await admin.post(`/api/keys/${tagged.id}/revoke`);
  expect((await here('revoked')).body.data).toMatchObject([{ id: tagged.id, state: 'revoked' }]);
});

test('a list shows the keys of the projects that the member belongs to, and no other', async () => {
  const [mine, theirs] = [await makeProject(admin), await makeProject(admin)];
  const { name } = await makeKey(admin, mine.id);
  await makeKey(admin, theirs.id);
  const { token } = await admin.signIn(null, [{ projectId: mine.id, role: 'viewer' }]);
  expect(names((await admin.get('/api/keys', { token })).body)).toEqual([name]);
  expect(names((await admin.get(`/api/keys?projectId=${theirs.id}`, { token })).body)).toEqual([]);
});

test('every change is in the audit log, and no secret or hash with it', async () => {
  const { id, secret } = await makeKey(admin, projectId);
  await admin.patch(`/api/keys/${id}`, { name: 'renamed' });
  const { body } = await admin.post(`/api/keys/${id}/rotate`);
  for (const act of ['disable', 'enable', 'revoke', 'revoke']) await admin.post(`/api/keys/${id}/${act}`);
  const rows = await admin.query('SELECT * FROM audit WHERE resource_id = $1 ORDER BY sequence', [id]);
  expect(rows.map(({ action }) => action)).toEqual(['create', 'update', 'rotate', 'disable', 'enable', 'revoke'].map((act) => `key.${act}`));
  expect(rows.every((row) => row.project_id === projectId)).toBe(true);
  for (const made of [secret, body.secret]) for (const text of [made, hashKey(made)]) expect(JSON.stringify(rows.map((row) => [row.before, row.after]))).not.toContain(text);
});

test('whoever is signed in reads what keys can be allowed, in words', async () => {
  const { token } = await admin.signIn(null);
  const { status, body } = await admin.get('/api/key-permissions', { token });
  expect(status).toBe(200);
  expect(body.permissions).toContainEqual({ id: 'chat:write', words: expect.any(String) });
  expect(body.presets).toContainEqual({ id: 'embeddings', words: expect.any(String), permissions: ['embeddings:write'] });
});

test('many rotations at once are all made', async () => {
  const keys = await Promise.all(Array.from({ length: 30 }, () => makeKey(admin, projectId)));
  const answers = await Promise.all(keys.map(({ id }) => admin.post(`/api/keys/${id}/rotate`)));
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
});
