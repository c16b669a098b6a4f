import { eventually } from '../harness/eventually.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };

it('a key without the permission is refused before its body is looked at', async () => {
  const key = await proxy.addKey({ permissions: ['models:read', 'embeddings:write', 'completions:write'] });
  for (const body of [ask, '{broken']) {
    const response = await proxy.post('/v1/chat/completions', body, { key });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: { message: expect.stringContaining('chat:write') as string, type: 'permission_error', param: null, code: 'permission_denied' } });
  }
});

it('a model without a price is refused without a call, and listed as unpriced', async () => {
  await proxy.query("INSERT INTO model (id, type, capabilities, source, created_at) VALUES ('gpt-unpriced', 'chat', '{text}', 'admin', now())");
  await proxy.query("INSERT INTO target (id, model_id, provider_id, upstream_model, source) VALUES (gen_random_uuid(), 'gpt-unpriced', 'openai', 'gpt-unpriced', 'admin')");
  const listed = await eventually(() => proxy.get('/v1/models/gpt-unpriced'), 200);
  expect(await listed.json()).toMatchObject({ id: 'gpt-unpriced', pricing: null });
  const response = await proxy.post('/v1/chat/completions', { ...ask, model: 'gpt-unpriced' });
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ error: { message: expect.stringContaining('gpt-unpriced') as string, type: 'permission_error', param: 'model', code: 'model_unpriced' } });
  expect(proxy.upstream.received).toEqual([]);
});
