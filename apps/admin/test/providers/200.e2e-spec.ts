import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ OPENAI_API_KEY: 'sk-0fTheEnvironment', OPENAI_BASE_URL: 'https://user:pass@inner.example.com/v1' }); });
afterAll(() => admin.close());

test('every provider of the registry is told, with whether and how it is connected; nothing of the environment is repeated', async () => {
  await admin.post('/api/credentials', { providerId: 'groq', name: 'one', secret: 'gsk_1' });
  const { status, body } = await admin.get('/api/providers');
  const byId = new Map(body.data.map((row: { id: string }) => [row.id, row]));
  expect([status, body.data.length, body.nextCursor]).toEqual([200, 12, null]);
  expect(byId.get('openai')).toEqual({
    id: 'openai', name: 'OpenAI', dialect: 'openai', endpoints: ['chat', 'completions', 'embeddings'], baseUrl: 'https://api.openai.com/v1', billing: 'priced',
    needsSecret: true, connected: true, environmentCredential: 'env:openai', credentials: 0,
  });
  expect(byId.get('groq')).toMatchObject({ connected: true, environmentCredential: null, credentials: 1 });
  expect(byId.get('xai')).toMatchObject({ connected: false, credentials: 0 });
  expect(byId.get('vllm')).toMatchObject({ needsSecret: false, billing: 'free', connected: false });
  expect(byId.get('sandbox')).toMatchObject({ connected: true, baseUrl: null, billing: 'free', environmentCredential: 'env:sandbox' });
  expect(JSON.stringify(body)).not.toMatch(/0fTheEnvironment|inner\.example/);
});

test('a provider whose only credential is disabled is not connected', async () => {
  const { body: { id } } = await admin.post('/api/credentials', { providerId: 'mistral', name: 'one', secret: 's' });
  expect((await admin.get('/api/providers/mistral')).body).toMatchObject({ connected: true, credentials: 1 });
  await admin.post(`/api/credentials/${id}/disable`);
  expect((await admin.get('/api/providers/mistral')).body).toMatchObject({ connected: false, credentials: 1 });
});

test('the list is paged and filtered', async () => {
  const first = await admin.get('/api/providers?limit=5');
  const second = await admin.get(`/api/providers?limit=10&cursor=${first.body.nextCursor}`);
  expect([first.body.data.length, second.body.data.length, second.body.nextCursor]).toEqual([5, 7, null]);
  expect((await admin.get('/api/providers?connected=true')).body.data.map(({ id }: { id: string }) => id)).toEqual(['openai', 'groq', 'sandbox']);
});
