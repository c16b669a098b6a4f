import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
const sealer = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY));
let proxy: RunningProxy;
beforeAll(async () => {
  proxy = await startProxy({ ENCRYPTION_KEY, MISTRAL_API_KEY: '' });
  const sealed = sealer.seal('stored-secret', 'cred-1').toString('hex');
  // One model that OpenAI serves by two credentials, then a server of one's own; two more that cannot serve it.
  await proxy.change(`
    INSERT INTO credential (id, provider_id, name, secret, last4, created_at) VALUES ('cred-1', 'openai', 'the finance account', '\\x${sealed}', 'cret', now());
    INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES
      ('second', 'gpt-4o-mini', 'vllm', 'mini', 5, 'admin'), ('third', 'gpt-4o-mini', 'mistral', 'mini-m', 6, 'admin'), ('fourth', 'gpt-4o-mini', 'anthropic', 'mini-a', 7, 'admin')`);
});
afterAll(() => proxy.close());

interface Route { object: string; model: string; asked: string; targets: { provider: string; credential: string; reason: string }[]; skipped: { provider: string; reason: string; message: string }[] }
const explain = async (body: object, key = proxy.key) => {
  const response = await proxy.post('/v1/route/explain', body, { key });
  expect(response.status).toBe(200);
  return (await response.json()) as Route;
};
const order = async (body: object, key = proxy.key) => {
  const { targets, skipped } = await explain(body, key);
  return [targets.map(({ provider, reason }) => `${provider} ${reason}`), skipped.map(({ provider, reason }) => `${provider} ${reason}`)];
};
const [served, asAWhole] = [{ serves: 'gpt-4o-mini', region: null, weight: 1 }, { credential: null, until: null }];
const [words, pricing] = [expect.any(String) as string, { input: expect.any(Number) as number, output: expect.any(Number) as number }];

it('a request is told where it would go, in order, and why not elsewhere', async () => {
  expect(await explain({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], stream: true, temperature: 'hot' })).toEqual({
    object: 'route', model: 'gpt-4o-mini', asked: 'gpt-4o-mini', strategy: 'weighted', fallbacks: { any: [], context_window: [], content_policy: [] },
    targets: [
      { ...served, provider: 'openai', model: 'gpt-4o-mini', priority: 0, credential: 'cred-1', pricing, reason: 'priority' },
      { ...served, provider: 'openai', model: 'gpt-4o-mini', priority: 0, credential: 'env:openai', pricing, reason: 'priority' },
      { ...served, provider: 'vllm', model: 'mini', priority: 5, credential: 'env:vllm', pricing: { input: 0, output: 0 }, reason: 'priority' },
    ],
    skipped: [
      { ...asAWhole, provider: 'mistral', model: 'mini-m', reason: 'not_connected', message: words },
      { ...asAWhole, provider: 'anthropic', model: 'mini-a', reason: 'unpriced', message: words },
    ],
  });
});

it('prices are those of the list of models', async () => {
  const { pricing: listed } = (await (await proxy.get('/v1/models/gpt-4o-mini')).json()) as { pricing: object };
  expect(await explain({ model: 'gpt-4o-mini' })).toMatchObject({ targets: [{ pricing: listed }, {}, {}] });
});

it('a preferred provider comes first, a pinned one is the only one', async () => {
  const unable = ['mistral not_connected', 'anthropic unpriced'];
  expect(await order({ model: 'gpt-4o-mini', provider: 'vllm' })).toEqual([['vllm preferred', 'openai priority', 'openai priority'], unable]);
  expect(await order({ model: 'vllm/gpt-4o-mini' })).toEqual([['vllm pinned'], ['openai', 'mistral', 'anthropic'].map((provider) => `${provider} other_provider_pinned`)]);
});

it.each([
  ['an unconnected model', { model: 'mistral-small-latest' }, ['mistral not_connected']],
  ['an embedding model asked to chat', { model: 'text-embedding-3-large' }, ['openai endpoint_not_served']],
  ['a chat model asked for vectors', { model: 'gpt-4o', endpoint: 'embeddings' }, ['openai endpoint_not_served']],
])('%s has no target to try, and the reason', async (_, body, skipped) => {
  expect(await order(body)).toEqual([[], skipped]);
});

it('each endpoint that a model serves has its targets', async () => {
  expect((await order({ model: 'text-embedding-3-large', endpoint: 'embeddings', input: 'Hi' }))[0]).toEqual(['openai priority', 'openai priority']);
  expect((await order({ model: 'gpt-4o', endpoint: 'completions', prompt: 'Hi' }))[0]).toEqual(['openai priority', 'openai priority']);
});

it('a provider that the key may not use is in neither list', async () => {
  const key = await proxy.addKey({ deniedProviders: ['vllm', 'mistral'] });
  expect(await order({ model: 'gpt-4o-mini', provider: 'vllm' }, key)).toEqual([['openai priority', 'openai priority'], ['anthropic unpriced']]);
});

it('neither a secret nor the name of a credential is told', async () => {
  expect(JSON.stringify(await explain({ model: 'gpt-4o-mini' }))).not.toMatch(/finance|secret|127\.0\.0\.1/);
});

it('a request goes where it was told', async () => {
  proxy.upstream.answer(json({ error: { message: 'down' } }, 500), json({ error: { message: 'down' } }, 500), json(openaiReply()));
  const response = await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
  expect(response.status).toBe(200);
  const { targets } = await explain({ model: 'gpt-4o-mini' });
  expect(proxy.upstream.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer stored-secret', 'Bearer upstream-openai-secret', undefined]);
  expect(targets.map(({ credential }) => credential)).toEqual(['cred-1', 'env:openai', 'env:vllm']);
});
