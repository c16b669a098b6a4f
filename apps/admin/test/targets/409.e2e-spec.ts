import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a model has a target once', async () => {
  const target = { providerId: 'groq', upstreamModel: 'x' };
  await admin.post('/api/models', { id: 'm', type: 'chat', targets: [target] });
  expect(await admin.post('/api/models/m/targets', target)).toMatchObject({ status: 409, body: { error: { code: 'conflict', message: 'The model has this target already: the same providerId, upstreamModel, credentialId and region.' } } });
  expect((await admin.post('/api/models', { id: 'n', type: 'chat', targets: [target, target] })).status).toBe(409);
  expect((await admin.get('/api/models/n')).status).toBe(404);
});

test('no change makes two targets of a model the same', async () => {
  const target = { providerId: 'groq', upstreamModel: 'x' };
  const { body } = await admin.post('/api/models', { id: 'o', type: 'chat', targets: [target, { ...target, region: 'eu' }] });
  const { id } = (body.targets as { id: string; region: string | null }[]).find(({ region }) => region === 'eu')!;
  expect(await admin.patch(`/api/targets/${id}`, { region: null })).toMatchObject({ status: 409, body: { error: { code: 'conflict', message: expect.stringContaining('credentialId and region') } } });
  expect((await admin.get(`/api/targets/${id}`)).body).toMatchObject({ region: 'eu', version: 1 });
});
