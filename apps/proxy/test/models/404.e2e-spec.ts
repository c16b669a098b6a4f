import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ MISTRAL_API_KEY: '' }); });
afterAll(() => proxy.close());

it('unknown, forbidden and unconnected models are not told apart', async () => {
  const key = await proxy.addKey({ deniedModels: ['gpt-4o-mini'] });
  const asked = ['gpt-none', 'gpt-4o-mini', 'openai/gpt-4o-mini', 'anthropic/gpt-4o', 'mistral-small-latest', 'a/b/c', 'nobody/gpt-4o'];
  const texts = await Promise.all(asked.map(async (model) => {
    const response = await proxy.get(`/v1/models/${model}`, { key });
    expect(response.status).toBe(404);
    return (await response.text()).replace(model, 'MODEL');
  }));
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? '')).toEqual({ error: { message: expect.stringContaining('"MODEL"') as string, type: 'invalid_request_error', param: 'model', code: 'model_not_found' } });
});

it('an address that is none is 404, a method that is none 405, in the one shape of errors', async () => {
  const unknown = await proxy.get('/v1/engines');
  expect([unknown.status, await unknown.json()]).toEqual([404, { error: { message: expect.any(String) as string, type: 'invalid_request_error', param: null, code: 'unknown_url' } }]);
  const method = await proxy.post('/v1/models', {});
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await method.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null, code: 'method_not_allowed' } });
});
