import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ MISTRAL_API_KEY: '' }); });
afterAll(() => proxy.close());

interface Row { id: string; object: string; created: number; owned_by: string; provider: string; type: string; context_window: number | null; capabilities: string[]; pricing: { input: number; output: number } | null }
const list = async (query = '', key = proxy.key) => {
  const response = await proxy.get(`/v1/models${query}`, { key });
  expect(response.status).toBe(200);
  const { object, data } = (await response.json()) as { object: string; data: Row[] };
  expect(object).toBe('list');
  return data;
};

describe('the list of models', () => {
  it('tells what each is, how long its context is and what it costs per 1,000 tokens', async () => {
    expect((await list()).find(({ id }) => id === 'gpt-4-turbo')).toEqual({
      id: 'gpt-4-turbo', object: 'model', created: expect.any(Number) as number, owned_by: 'openai', provider: 'openai', type: 'chat',
      context_window: 128_000, max_output_tokens: 4096, capabilities: expect.arrayContaining(['text']) as string[], pricing: { input: 0.01, output: 0.03 },
    });
  });

  it('has the models of connected providers, and no others', async () => {
    const providers = new Set((await list()).map(({ provider }) => provider));
    expect([...providers].sort()).toEqual(['anthropic', 'google', 'openai', 'sandbox']);
  });

  it.each(['openai', 'anthropic', 'google', 'sandbox'])('of %s has its models only', async (provider) => {
    const rows = await list(`?provider=${provider}`);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.provider))).toEqual(new Set([provider]));
  });

  it.each(['chat', 'completion', 'embedding'])('of type %s has that type only', async (type) => {
    const rows = await list(`?type=${type}`);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.type))).toEqual(new Set([type]));
  });

  it('of a provider and a type has what fits both; of a provider that is not connected nothing', async () => {
    expect((await list('?provider=google&type=embedding')).every((row) => row.provider === 'google' && row.type === 'embedding')).toBe(true);
    expect(await list('?provider=anthropic&type=embedding')).toEqual([]);
    expect(await list('?provider=mistral')).toEqual([]);
  });

  it('has only what the key may use', async () => {
    const key = await proxy.addKey({ allowedModels: ['gpt-4o*', 'claude-*'], deniedModels: ['gpt-4o-mini*'] });
    const ids = (await list('', key)).map(({ id }) => id);
    expect(ids).toContain('gpt-4o');
    expect(ids.filter((id) => !/^(gpt-4o|claude-)/.test(id) || id.startsWith('gpt-4o-mini'))).toEqual([]);
  });

  it('is read by the official client, without a call to any provider', async () => {
    const ids: string[] = [];
    for await (const model of proxy.client().models.list()) ids.push(model.id);
    expect(ids).toEqual((await list()).map(({ id }) => id));
    expect(proxy.upstream.received).toEqual([]);
  });
});

it.each([
  ['gpt-4o-mini', 'gpt-4o-mini'], ['sandbox/chat', 'sandbox/chat'], ['sandbox%2Fchat', 'sandbox/chat'], ['openai/gpt-4o-mini', 'gpt-4o-mini'],
])('one model is found by its id, slashes written either way: %s', async (path, id) => {
  const response = await proxy.get(`/v1/models/${path}`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual((await list()).find((row) => row.id === id));
});
