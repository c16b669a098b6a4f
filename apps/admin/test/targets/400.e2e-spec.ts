import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let foreignCredential: string;
beforeAll(async () => {
  admin = await startAdmin();
  await admin.post('/api/models', { id: 'm', type: 'chat' });
  foreignCredential = (await admin.post('/api/credentials', { providerId: 'xai', name: 'other', secret: 'x' })).body.id as string;
});
afterAll(() => admin.close());

test.each([
  ['an unknown provider', () => ({ providerId: 'acme' }), 'providerId'],
  ['a name of nothing', () => ({ upstreamModel: '' }), 'upstreamModel'],
  ['a negative priority', () => ({ priority: -1 }), 'priority'],
  ['a weight of nothing', () => ({ weight: 0 }), 'weight'],
  ['a priority of null', () => ({ priority: null }), 'priority'],
  ["another provider's credential", () => ({ credentialId: foreignCredential }), 'credentialId'],
  ['a credential that is not there', () => ({ credentialId: 'none' }), 'credentialId'],
  ['a region of nothing', () => ({ region: '' }), 'region'],
  ['a region of two words', () => ({ region: 'eu west' }), 'region'],
  ['a region of 65 characters', () => ({ region: 'x'.repeat(65) }), 'region'],
  ['time limits of nothing', () => ({ timeouts: null }), 'timeouts'],
  ['a time limit as such', () => ({ timeouts: 5000 }), 'timeouts'],
  ['99 ms to be connected', () => ({ timeouts: { connectMs: 99 } }), 'timeouts.connectMs'],
  ['more than a minute to be connected', () => ({ timeouts: { connectMs: 60_001 } }), 'timeouts.connectMs'],
  ['less than a second to the first byte', () => ({ timeouts: { firstByteMs: 999 } }), 'timeouts.firstByteMs'],
  ['more than half an hour between chunks', () => ({ timeouts: { idleMs: 1_800_001 } }), 'timeouts.idleMs'],
  ['more than two hours', () => ({ timeouts: { totalMs: 7_200_001 } }), 'timeouts.totalMs'],
  ['half a millisecond', () => ({ timeouts: { totalMs: 1000.5 } }), 'timeouts.totalMs'],
  ['a time limit of something else', () => ({ timeouts: { readMs: 1000 } }), 'timeouts.readMs'],
  ['a source', () => ({ source: 'catalogue' }), 'source'],
])('%s is refused by name', async (_, some, param) => {
  expect(await admin.post('/api/models/m/targets', { providerId: 'groq', upstreamModel: 'x', ...some() })).toMatchObject({ status: 400, body: { error: { param } } });
  expect((await admin.get('/api/models/m')).body).toMatchObject({ targets: [], version: 1 });
});

test('no change makes a name say another provider than the first that is tried', async () => {
  const targets = [{ providerId: 'groq', upstreamModel: 'x' }, { providerId: 'together', upstreamModel: 'x', priority: 1 }];
  const { body } = await admin.post('/api/models', { id: 'groq/x', type: 'chat', targets });
  const [groq, together] = body.targets as { id: string }[];
  expect(await admin.patch(`/api/targets/${together.id}`, { priority: 0, weight: 9 })).toMatchObject({ status: 400, body: { error: { param: 'priority' } } });
  expect((await admin.remove(`/api/targets/${groq.id}`)).status).toBe(400);
  expect(await admin.post('/api/models/groq%2Fx/targets', { providerId: 'xai', upstreamModel: 'x', weight: 9 })).toMatchObject({ status: 400, body: { error: { param: 'providerId' } } });
  expect((await admin.get('/api/models/groq%2Fx')).body).toEqual(body);
});

test('a pin to a foreign credential is refused on a change, too', async () => {
  const { body } = await admin.post('/api/models/m/targets', { providerId: 'mistral', upstreamModel: 'x' });
  expect(await admin.patch(`/api/targets/${body.id}`, { credentialId: foreignCredential })).toMatchObject({ status: 400, body: { error: { param: 'credentialId' } } });
  expect((await admin.get(`/api/targets/${body.id}`)).body).toMatchObject({ credentialId: null, version: 1 });
});
