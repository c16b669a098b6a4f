import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a model is added with its targets, in the order they are tried', async () => {
  const answer = await admin.post('/api/models', {
    id: 'house/model', type: 'chat', contextWindow: 8000, capabilities: ['text', 'tools'],
    targets: [{ providerId: 'together', upstreamModel: 'org/model', priority: 1 }, { providerId: 'vllm', upstreamModel: 'model', weight: 5 }],
  });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      id: 'house/model', type: 'chat', contextWindow: 8000, maxOutputTokens: null, capabilities: ['text', 'tools'], source: 'admin', aliases: [], retiredAt: null,
      targets: [{ providerId: 'vllm', priority: 0, weight: 5, credentialId: null }, { providerId: 'together', priority: 1, weight: 1 }],
    },
  });
  expect((await admin.get('/api/models/house%2Fmodel')).body).toEqual(answer.body);
});

test('a model of a host begins with its id', async () => {
  expect((await admin.post('/api/models', { id: 'groq/new', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'new' }] })).status).toBe(201);
});
