import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a model has a target once', async () => {
  const target = { providerId: 'groq', upstreamModel: 'x' };
  await admin.post('/api/models', { id: 'm', type: 'chat', targets: [target] });
  expect(await admin.post('/api/models/m/targets', target)).toMatchObject({ status: 409, body: { error: { code: 'conflict', message: 'The model has this target already.' } } });
  expect((await admin.post('/api/models', { id: 'n', type: 'chat', targets: [target, target] })).status).toBe(409);
  expect((await admin.get('/api/models/n')).status).toBe(404);
});
