import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ MISTRAL_API_KEY: '' }); });
afterAll(() => proxy.close());

const ask = async (model: string, key = proxy.key) => {
  const response = await proxy.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }] }, { key });
  return { status: response.status, text: await response.text() };
};

it('a model that a key may not use does not exist for it: the same answer as for an unknown one', async () => {
  const denied = await proxy.addKey({ deniedModels: ['gpt-4o*'] });
  const others = await proxy.addKey({ allowedModels: ['claude-*'] });
  const unknown = await ask('gpt-none');
  expect(unknown.status).toBe(404);
  expect(JSON.parse(unknown.text)).toEqual({ error: { message: expect.stringContaining('gpt-none') as string, type: 'invalid_request_error', param: 'model', code: 'model_not_found' } });
  for (const key of [denied, others]) {
    const forbidden = await ask('gpt-4o-mini', key);
    expect({ ...forbidden, text: forbidden.text.replace('gpt-4o-mini', 'gpt-none') }).toEqual(unknown);
  }
});

it('a provider\'s name before a model does not help a key around its list', async () => {
  const key = await proxy.addKey({ deniedModels: ['gpt-4o-mini'] });
  expect((await ask('openai/gpt-4o-mini', key)).status).toBe(404);
});

it('a provider that does not serve the model does not answer for it', async () => {
  expect((await ask('anthropic/gpt-4o-mini')).status).toBe(404);
});

it('a model that nobody connected here serves is said to be known', async () => {
  const { status, text } = await ask('mistral-small-latest');
  expect(status).toBe(404);
  expect(JSON.parse(text)).toEqual({ error: { message: 'The model "mistral-small-latest" is known, but no connected provider serves it.', type: 'invalid_request_error', param: 'model', code: 'model_not_found' } });
});

it('a self-hosted server is asked for a name of up to 200 characters: every row of the ledger keeps it', async () => {
  expect((await ask(`vllm/${'x'.repeat(201)}`)).status).toBe(404);
  expect((await ask(`vllm/${'x'.repeat(200)}`)).status).not.toBe(404);
});
