import { hashKey, isWellFormedKey } from '#access/key';
import { makeProject, makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin();
  projectId = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

test('the secret is shown once, and only its hash is kept', async () => {
  const { status, body, headers } = await admin.post(`/api/projects/${projectId}/keys`, { name: 'plain', permissions: ['chat:write', 'chat:write'] });
  expect([status, headers.get('etag'), isWellFormedKey(body.secret)]).toEqual([201, '"1"', true]);
  expect(body).toMatchObject({
    projectId, name: 'plain', state: 'active', last4: body.secret.slice(-4), permissions: ['chat:write'], allowedModels: [], deniedModels: [], allowedProviders: [], deniedProviders: [],
    allowedAddresses: [], tierId: null, limits: {}, endUserPolicy: 'optional', tags: {}, ownerId: null, expiresAt: null, revokedAt: null, disabledAt: null, previous: null, lastUsed: null, version: 1,
  });
  const [row] = await admin.query('SELECT * FROM api_key WHERE id = $1', [body.id]);
  expect(row.hash).toBe(hashKey(body.secret));
  expect(JSON.stringify(row)).not.toContain(body.secret);
});

test('all that can be said of a key is said when it is made', async () => {
  const { memberId } = await admin.signIn(null, [{ projectId, role: 'developer' }]);
  const said = {
    name: 'full', allowedModels: ['gpt-*', 'claude-*'], deniedModels: ['*-preview'], allowedProviders: ['openai', 'a*'], deniedProviders: ['sandbox'],
    tierId: (await makeTier(admin)).id, limits: { requestsPerMinute: 10, requestsPerDay: 'unlimited' }, endUserPolicy: 'required', tags: { team: 'x' }, ownerId: memberId,
  };
  const answer = await admin.post(`/api/projects/${projectId}/keys`, { ...said, preset: 'inference', allowedAddresses: [' 192.168.7.9/16', '2001:DB8::/32'], expiresAt: '2999-01-01T00:00:00+02:00' });
  expect(answer).toMatchObject({ status: 201, body: {
    ...said, permissions: ['chat:write', 'completions:write', 'embeddings:write'], allowedAddresses: ['192.168.0.0/16', '2001:db8::/32'], expiresAt: '2998-12-31T22:00:00.000Z',
  } });
  expect((await admin.get(`/api/keys/${answer.body.id}`)).body).toMatchObject(said);
});

test("a project's developer makes keys there", async () => {
  const { token } = await admin.signIn(null, [{ projectId, role: 'developer' }]);
  expect((await admin.post(`/api/projects/${projectId}/keys`, { name: 'mine', preset: 'all' }, { token })).status).toBe(201);
});
