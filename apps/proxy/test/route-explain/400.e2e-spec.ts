import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it.each<[string, object | string, string | null]>([
  ['no model', {}, 'model'],
  ['an empty model', { model: '' }, 'model'],
  ['a model that is no text', { model: 1 }, 'model'],
  ['an endpoint that there is not', { model: 'gpt-4o-mini', endpoint: 'images' }, 'endpoint'],
  ['a provider that there is not', { model: 'gpt-4o-mini', provider: 'nobody' }, 'provider'],
  ['a provider that is no name', { model: 'gpt-4o-mini', provider: 1 }, 'provider'],
  ['what the request itself would be refused for', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], temperature: 3 }, 'temperature'],
  ['what a chat model cannot do for a legacy completion', { model: 'gpt-4o', endpoint: 'completions', prompt: 'Hi', suffix: 'x' }, 'suffix'],
  ['more answers than are given one by one', { model: 'claude-sonnet-4-5', n: 129 }, 'n'],
  ['a field twice', '{"model":"gpt-4o-mini","model":"gpt-4o"}', 'model'],
  ['no JSON', '{', null],
  ['a list', '[]', null],
])('%s is refused and named', async (_, body, param) => {
  const response = await proxy.post('/v1/route/explain', body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { message: expect.any(String) as string, type: 'invalid_request_error', param } });
});
