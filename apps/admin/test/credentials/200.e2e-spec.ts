import type { RequestListener } from 'node:http';
import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { fakeProvider, type FakeProvider } from '../harness/fake-provider.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const encryptionKey = newEncryptionKey();
const sealer = new Sealer(parseEncryptionKeys(encryptionKey));
const secret = 'sk-T3stS3cr3t-0123456789';

let admin: RunningAdmin;
let upstream: FakeProvider;
beforeAll(async () => {
  [admin, upstream] = await Promise.all([startAdmin({ ENCRYPTION_KEY: encryptionKey, ALLOW_PRIVATE_UPSTREAMS: 'true' }), fakeProvider()]);
});
afterAll(() => Promise.all([admin.close(), upstream.close()]));

let made = 0;
const create = async (some: object = {}) => (await admin.post('/api/credentials', { providerId: 'openai', name: `c${(made += 1)}`, secret, ...some })).body as { id: string; name: string };
const sealedOf = async (id: string) => (await admin.query('SELECT secret FROM credential WHERE id = $1', [id]))[0].secret as Buffer | null;

test('a credential is read, renamed, disabled and enabled; its ETag counts the changes', async () => {
  const { id, name } = await create();
  const path = `/api/credentials/${id}`;
  const read = await admin.get(path);
  expect(read).toMatchObject({ status: 200, body: { id, name, providerId: 'openai', hasSecret: true, last4: '6789', baseUrl: null, state: 'active', managedBy: 'api', version: 1, testedAt: null } });
  expect(read.headers.get('etag')).toBe('"1"');
  expect(await admin.patch(path, { name: 'renamed' }, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200, body: { name: 'renamed', version: 2 } });
  expect(await admin.post(`${path}/disable`)).toMatchObject({ status: 200, body: { state: 'disabled', disabledAt: expect.any(String), version: 3 } });
  expect(await admin.post(`${path}/disable`)).toMatchObject({ status: 200, body: { state: 'disabled', version: 3 } });
  expect(await admin.post(`${path}/enable`)).toMatchObject({ status: 200, body: { state: 'active', disabledAt: null, version: 4 } });
});

test('rotating puts another secret in its place, sealed to the same row, and forgets the test of the one before', async () => {
  const { id } = await create({ baseUrl: upstream.baseUrl });
  await admin.post(`/api/credentials/${id}/test`);
  const rotated = await admin.post(`/api/credentials/${id}/rotate`, { secret: 'sk-An0therS3cr3t-abcdefgh' });
  expect(rotated).toMatchObject({ status: 200, body: { last4: 'efgh', version: 2, rotatedAt: expect.any(String), testedAt: null, testOutcome: null } });
  expect(sealer.open((await sealedOf(id))!, id)).toBe('sk-An0therS3cr3t-abcdefgh');
});

test('another base URL comes with a secret: the stored one is not sent to an address that it was not given for', async () => {
  const { id } = await create();
  const path = `/api/credentials/${id}`;
  expect(await admin.patch(path, { baseUrl: upstream.baseUrl })).toMatchObject({ status: 400, body: { error: { param: 'secret' } } });
  expect(await admin.patch(path, { baseUrl: `${upstream.baseUrl}/`, secret: 'sk-f0rThatAddress' })).toMatchObject({ status: 200, body: { baseUrl: upstream.baseUrl } });
  expect(await admin.patch(path, { baseUrl: upstream.baseUrl, name: 'same address' })).toMatchObject({ status: 200 });
  expect(await admin.patch(path, { baseUrl: null })).toMatchObject({ status: 400, body: { error: { param: 'secret' } } });
});

test('removing wipes the secret and frees the name; the row stays for the ledger', async () => {
  const { id, name } = await create();
  expect((await admin.remove(`/api/credentials/${id}`)).status).toBe(204);
  expect(await sealedOf(id)).toBeNull();
  expect(await admin.get(`/api/credentials/${id}`)).toMatchObject({ status: 200, body: { name: `${name} (removed ${id})`, state: 'removed', hasSecret: false, removedAt: expect.any(String) } });
  expect(await create({ name })).toMatchObject({ name });
});

test('the list is paged by key, newest first, and filtered by provider and state', async () => {
  const [one, two, three] = [await create({ providerId: 'groq' }), await create({ providerId: 'groq' }), await create({ providerId: 'groq' })];
  const ids = async (query: string) => (await admin.get(`/api/credentials?providerId=groq&${query}`)).body.data.map(({ id }: { id: string }) => id) as string[];
  const first = await admin.get('/api/credentials?providerId=groq&limit=2');
  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual([three.id, two.id]);
  expect(await ids(`limit=2&cursor=${first.body.nextCursor}`)).toEqual([one.id]);
  await admin.post(`/api/credentials/${one.id}/disable`);
  await admin.remove(`/api/credentials/${two.id}`);
  expect([await ids('state=active'), await ids('state=disabled'), await ids('state=removed'), await ids('')]).toEqual([[three.id], [one.id], [two.id], [three.id, one.id]]);
});

test('a test asks the provider with the opened secret, and its outcome is kept without being a change', async () => {
  const { id } = await create({ baseUrl: upstream.baseUrl });
  upstream.answer = (_, response) => void response.end('{"data":[{"id":"a"},{"id":"b"}]}');
  expect(await admin.post(`/api/credentials/${id}/test`)).toMatchObject({ status: 200, body: { outcome: 'ok', models: 2, message: 'OpenAI answered with 2 models.', testedAt: expect.any(String) } });
  expect(upstream.seen.at(-1)).toMatchObject({ method: 'GET', url: '/v1/models', headers: { authorization: `Bearer ${secret}` } });
  expect((await admin.get(`/api/credentials/${id}`)).body).toMatchObject({ testOutcome: 'ok', testedAt: expect.any(String), version: 1 });
  expect(await admin.query("SELECT 1 FROM audit WHERE resource_id = $1 AND action <> 'credential.create'", [id])).toEqual([]);
});

const answers: [string, RequestListener][] = [
  ['refused', (_, response) => { response.writeHead(401).end('{"error":{"message":"bad key"}}'); }],
  ['failed', (_, response) => { response.writeHead(302, { location: 'http://169.254.169.254/' }).end(); }],
  ['unreachable', (request) => { request.socket.destroy(); }],
];

test.each(answers)('a provider whose answer means "%s" is told so', async (outcome, answer) => {
  const { id } = await create({ baseUrl: upstream.baseUrl });
  upstream.answer = answer;
  expect(await admin.post(`/api/credentials/${id}/test`)).toMatchObject({ status: 200, body: { outcome, models: null } });
  expect((await admin.get(`/api/credentials/${id}`)).body.testOutcome).toBe(outcome);
});
