import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

interface Shown { error: { message: string; type: string; param: string | null; code: string | null } }
const refusal = async (more: object) => {
  const response = await proxy.post('/v1/embeddings', { model: 'text-embedding-3-small', input: 'Hello', ...more });
  expect(response.status).toBe(400);
  expect(proxy.upstream.received).toEqual([]);
  return ((await response.json()) as Shown).error;
};

it.each([
  ['model', undefined], ['model', ''], ['input', undefined], ['input', null], ['input', ''], ['input', []], ['input', ['a', '']], ['input', [1, 'a']], ['input', [[]]], ['input', 7],
  ['input', { text: 'a' }], ['dimensions', 0], ['dimensions', 1.5], ['dimensions', '8'], ['encoding_format', 'hex'], ['stream', true], ['user', 7], ['provider', ''], ['provider', 'nobody'],
])('%s: %j is refused and named', async (field, value) => {
  expect(await refusal({ [field]: value })).toMatchObject({ type: 'invalid_request_error', param: field, code: null });
});

it('more than 2,048 inputs are refused, while one input of more tokens than that is one input', async () => {
  expect(await refusal({ input: Array.from({ length: 2049 }, () => 'a') })).toMatchObject({ param: 'input' });
  proxy.upstream.answer((response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[],"usage":{"prompt_tokens":1,"total_tokens":1}}'); });
  const response = await proxy.post('/v1/embeddings', { model: 'text-embedding-3-small', input: Array.from({ length: 2049 }, () => 1) });
  expect(response.status).toBe(200);
  proxy.upstream.received.length = 0;
});

it.each([['gpt-4o-mini', 'chat'], ['claude-sonnet-4-5', 'chat'], ['gpt-3.5-turbo-instruct', 'completions']])('%s has no vectors', async (model, what) => {
  expect(await refusal({ model })).toMatchObject({ param: 'model', message: expect.stringContaining(what) as string });
});

it('a provider\'s own refusal comes back in its words', async () => {
  proxy.upstream.answer((response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: 'This model does not support dimensions.', type: 'invalid_request_error', param: 'dimensions', code: null } }));
  });
  const response = await proxy.post('/v1/embeddings', { model: 'text-embedding-ada-002', input: 'a', dimensions: 8 });
  expect([response.status, await response.json()]).toEqual([400, { error: { message: 'This model does not support dimensions.', type: 'invalid_request_error', param: 'dimensions', code: null } }]);
});
