import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('no change is made for a version that is not the present one; what belongs to a model counts', async () => {
  const { body: { targets: [{ id }] } } = await admin.post('/api/models', { id: 'm', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'm' }] });
  await admin.post('/api/models/m/aliases', { alias: 'n' });
  await admin.patch(`/api/targets/${id}`, { weight: 2 });
  const stale = { headers: { 'if-match': '"1"' } };
  const answers = [
    await admin.patch('/api/models/m', { contextWindow: 1 }, stale), await admin.post('/api/models/m/retire', {}, stale), await admin.post('/api/models/m/aliases', { alias: 'o' }, stale),
    await admin.remove('/api/models/m/aliases/n', stale), await admin.patch(`/api/targets/${id}`, { weight: 3 }, stale), await admin.remove(`/api/targets/${id}`, stale),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  expect((await admin.get('/api/models/m')).body).toMatchObject({ contextWindow: null, aliases: ['n'], targets: [{ weight: 2, version: 2 }], version: 4 });
});
