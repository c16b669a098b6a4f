import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it('somebody unknown is told nothing', async () => {
  const response = await proxy.post('/v1/route/explain', { model: 'gpt-4o-mini' }, { key: 'wrong' });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { type: 'authentication_error', code: 'invalid_api_key' } });
});

it('a key that may ask models but not list them is refused before its body is looked at', async () => {
  const key = await proxy.addKey({ permissions: ['chat:write', 'completions:write', 'embeddings:write'] });
  for (const body of [{ model: 'gpt-4o-mini' }, '{broken']) {
    const response = await proxy.post('/v1/route/explain', body, { key });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { type: 'permission_error', code: 'permission_denied', message: expect.stringContaining('models:read') as string } });
  }
});

it('a key that may list models needs no more', async () => {
  const key = await proxy.addKey({ permissions: ['models:read'] });
  expect((await proxy.post('/v1/route/explain', { model: 'gpt-4o-mini' }, { key })).status).toBe(200);
});
