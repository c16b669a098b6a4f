import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

interface Shown { error: { message: string; type: string; param: string | null; code: string | null } }
const refusal = async (more: object) => {
  const response = await proxy.post('/v1/completions', { model: 'gpt-4o-mini', prompt: 'Hello', ...more });
  expect(response.status).toBe(400);
  expect(proxy.upstream.received).toEqual([]);
  return ((await response.json()) as Shown).error;
};

it.each([
  ['model', undefined], ['prompt', undefined], ['prompt', null], ['prompt', 7], ['prompt', []], ['prompt', [1, 'a']], ['prompt', [[]]], ['prompt', [1.5]], ['prompt', [-1]],
  ['max_tokens', -1], ['max_tokens', 1.5], ['temperature', 3], ['n', 0], ['n', 129], ['best_of', 21], ['logprobs', 6], ['echo', 'yes'], ['suffix', 7],
  ['stop', ['a', 'b', 'c', 'd', 'e']], ['stream', 'yes'], ['stream_options', { include_usage: true }], ['provider', 'nobody'],
])('%s: %j is refused and named', async (field, value) => {
  expect(await refusal({ [field]: value })).toMatchObject({ type: 'invalid_request_error', param: field, code: null });
});

it.each([[[1, 2, 3]], [[[1, 2], [3]]]])('tokens for a chat model are refused: %j', async (prompt) => {
  expect(await refusal({ prompt })).toMatchObject({ param: 'prompt', code: 'unsupported_token_input' });
});

it.each([['logprobs', 0], ['logprobs', 3], ['suffix', 'end'], ['best_of', 2]])('%s: %j is not ignored for a chat model but refused', async (field, value) => {
  expect(await refusal({ [field]: value })).toMatchObject({ param: field, code: 'unsupported_parameter', message: expect.stringContaining('gpt-4o-mini') as string });
});

it('more answers than one request may have are refused', async () => {
  expect(await refusal({ prompt: Array.from({ length: 129 }, () => 'a') })).toMatchObject({ param: 'prompt' });
  expect(await refusal({ prompt: ['a', 'b'], n: 65 })).toMatchObject({ param: 'prompt' });
});

it('a model for embeddings does not complete', async () => {
  expect(await refusal({ model: 'text-embedding-3-small' })).toMatchObject({ param: 'model', message: expect.stringContaining('embeddings') as string });
});
