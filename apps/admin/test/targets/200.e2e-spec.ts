import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const add = async (modelId: string, target: object) => (await admin.post(`/api/models/${encodeURIComponent(modelId)}/targets`, target)).body as { id: string };
const order = async (modelId: string) => (await admin.get(`/api/models/${modelId}`)).body.targets.map(({ providerId }: { providerId: string }) => providerId) as string[];

test('priority, then weight, say in which order targets are tried', async () => {
  await admin.post('/api/models', { id: 'm', type: 'chat' });
  const [groq] = [await add('m', { providerId: 'groq', upstreamModel: 'a' }), await add('m', { providerId: 'xai', upstreamModel: 'a', weight: 5 }), await add('m', { providerId: 'mistral', upstreamModel: 'a', priority: 1 })];
  expect(await order('m')).toEqual(['xai', 'groq', 'mistral']);
  expect(await admin.patch(`/api/targets/${groq.id}`, { priority: 2 }, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200, body: { priority: 2, weight: 1, version: 2 } });
  expect(await order('m')).toEqual(['xai', 'mistral', 'groq']);
});

test('a target taken out of use comes back as itself, with the prices that it had', async () => {
  await admin.post('/api/models', { id: 'n', type: 'chat' });
  const { id } = await add('n', { providerId: 'groq', upstreamModel: 'n' });
  await admin.post(`/api/targets/${id}/prices`, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'request', usdPerUnit: '0.01' }] });
  expect((await admin.remove(`/api/targets/${id}`)).status).toBe(204);
  expect(await order('n')).toEqual([]);
  expect((await admin.get(`/api/targets/${id}`)).body).toMatchObject({ retiredAt: expect.any(String) });
  expect((await admin.patch(`/api/targets/${id}`, { weight: 2 })).status).toBe(404);
  expect(await add('n', { providerId: 'groq', upstreamModel: 'n', weight: 3 })).toMatchObject({ id, weight: 3, retiredAt: null });
  expect((await admin.get(`/api/targets/${id}/prices`)).body.data).toHaveLength(1);
});

test('a target may be pinned to one credential, which then stays until it is let go', async () => {
  const { body: { id: credentialId } } = await admin.post('/api/credentials', { providerId: 'groq', name: 'main', secret: 'gsk_1' });
  await admin.post('/api/models', { id: 'pinned', type: 'chat' });
  const { id } = await add('pinned', { providerId: 'groq', upstreamModel: 'p', credentialId });
  expect(await admin.remove(`/api/credentials/${credentialId}`)).toMatchObject({ status: 409, body: { error: { code: 'in_use' } } });
  expect(await admin.patch(`/api/targets/${id}`, { credentialId: null })).toMatchObject({ status: 200, body: { credentialId: null } });
  expect((await admin.remove(`/api/credentials/${credentialId}`)).status).toBe(204);
});

test('a model with a provider in its name may fall back to another provider', async () => {
  await admin.post('/api/models', { id: 'groq/llama', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'llama' }] });
  expect(await add('groq/llama', { providerId: 'together', upstreamModel: 'llama', priority: 1 })).toMatchObject({ providerId: 'together' });
});

test('a target says where it runs and how long it may take; what is said of its time is said as a whole', async () => {
  await admin.post('/api/models', { id: 'timed', type: 'chat' });
  const { id } = await add('timed', { providerId: 'groq', upstreamModel: 't', region: 'eu-1', timeouts: { connectMs: 100, idleMs: 1000, totalMs: null } });
  const path = `/api/targets/${id}`;
  expect((await admin.get(path)).body).toMatchObject({ region: 'eu-1', timeouts: { connectMs: 100, firstByteMs: null, idleMs: 1000, totalMs: null }, version: 1 });
  expect((await admin.patch(path, { timeouts: { totalMs: 7_200_000 } })).body).toMatchObject({ region: 'eu-1', timeouts: { connectMs: null, firstByteMs: null, idleMs: null, totalMs: 7_200_000 } });
  expect((await admin.patch(path, { region: null })).body).toMatchObject({ region: null, timeouts: { totalMs: 7_200_000 }, version: 3 });
  const [, { before, after }] = await admin.query('SELECT before, after FROM audit WHERE resource_id = $1 ORDER BY sequence', [id]);
  expect([JSON.parse(String(before)).timeouts, JSON.parse(String(after)).timeouts]).toEqual([{ connectMs: 100, idleMs: 1000 }, { totalMs: 7_200_000 }]);
});

test('one upstream model is served by several targets that differ in region or credential', async () => {
  const { body: { id: credentialId } } = await admin.post('/api/credentials', { providerId: 'groq', name: 'second', secret: 'gsk_2' });
  await admin.post('/api/models', { id: 'several', type: 'chat' });
  const same = { providerId: 'groq', upstreamModel: 's' };
  for (const some of [{}, { region: 'eu' }, { region: 'us' }, { credentialId }, { credentialId, region: 'eu' }]) await add('several', { ...same, ...some });
  expect((await admin.get('/api/models/several')).body.targets).toHaveLength(5);
});
