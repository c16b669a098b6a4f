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
      ('second', 'gpt-4o-mini', 'vllm', 'mini', 5, 'admin'), ('third', 'gpt-4o-mini', 'mistral', 'mini-m', 6, 'admin'), ('fourth', 'gpt-4o-mini', 'anthropic', 'mini-a', 7, 'admin');
    INSERT INTO model (id, type, capabilities, strategy, fallbacks, source, created_at) VALUES ('mixed', 'chat', '{}', 'weighted', '{}', 'admin', now());
    INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('mixed 1', 'mixed', 'openai', 'm', 0, 'admin'), ('mixed 2', 'mixed', 'anthropic', 'm', 1, 'admin');
    INSERT INTO price_version (id, target_id, valid_from, source) VALUES ('mixed 1', 'mixed 1', '2020-01-01', 'admin'), ('mixed 2', 'mixed 2', '2020-01-01', 'admin');
    INSERT INTO price_unit (price_version_id, bucket, pico_usd) VALUES ('mixed 1', 'inputText', 1), ('mixed 1', 'outputText', 1), ('mixed 2', 'inputText', 1), ('mixed 2', 'outputText', 1)`);
});
afterAll(() => proxy.close());

interface Route { object: string; model: string; asked: string; targets: { provider: string; credential: string; reason: string }[]; skipped: { provider: string; reason: string; param: string | null; message: string }[] }
const explain = async (body: object, key = proxy.key) => {
  const response = await proxy.post('/v1/route/explain', body, { key });
  expect(response.status).toBe(200);
  return (await response.json()) as Route;
};
const order = async (body: object, key = proxy.key) => {
  const { targets, skipped } = await explain(body, key);
  return [targets.map(({ provider, reason }) => `${provider} ${reason}`), skipped.map(({ provider, reason }) => `${provider} ${reason}`)];
};
const [served, asAWhole] = [{ serves: 'gpt-4o-mini', region: null, weight: 1 }, { credential: null, until: null, param: null }];
const [words, pricing] = [expect.any(String) as string, { input: expect.any(Number) as number, output: expect.any(Number) as number }];

it('a request is told where it would go, in order, and why not elsewhere', async () => {
  expect(await explain({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], stream: true })).toEqual({
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

const messages = [{ role: 'user', content: 'Hi' }];
const told = async (body: object, headers: Record<string, string> = {}) => {
  const response = await proxy.post('/v1/route/explain', body, { headers });
  const { targets, skipped } = (await response.json()) as Route;
  return [targets.map(({ provider }) => provider), skipped.map(({ provider, reason, param }) => `${provider} ${reason} ${param ?? ''}`.trim())];
};

it('several answers are asked of targets that give them in one call, where the first one does', async () => {
  expect(await told({ model: 'mixed', messages, n: 2 })).toEqual([['openai', 'openai'], ['anthropic choices_not_served']]);
  expect(await told({ model: 'mixed', n: 2 })).toEqual([['openai', 'openai'], ['anthropic choices_not_served']]);
  expect(await told({ model: 'mixed', messages })).toEqual([['openai', 'openai', 'anthropic'], []]);
  expect(await told({ model: 'mixed', messages, n: 2, provider: 'anthropic' })).toEqual([['anthropic', 'openai', 'openai'], []]);
});

it('a legacy completion goes to targets that serve the endpoint themselves, where one does', async () => {
  const expected = [['vllm'], ['openai endpoint_not_served', 'mistral not_connected', 'anthropic unpriced']];
  expect(await told({ model: 'gpt-4o-mini', endpoint: 'completions', prompt: 'Hi' })).toEqual(expected);
  expect(await told({ model: 'gpt-4o-mini', endpoint: 'completions' })).toEqual(expected);
});

it('a strict request is told who cannot honour it, and which parameter', async () => {
  const body = { model: 'mixed', endpoint: 'chat', messages, seed: 7 };
  expect(await told(body, { 'x-aiproxy-strict': 'true' })).toEqual([['openai', 'openai'], ['anthropic parameter_refused seed']]);
  expect(await told(body)).toEqual([['openai', 'openai', 'anthropic'], []]);
  expect(await told({ ...body, seed: undefined }, { 'x-aiproxy-strict': 'true' })).toEqual([['openai', 'openai', 'anthropic'], []]);
});

it('a strict request is answered by the one that was told', async () => {
  const body = { model: 'mixed', messages, seed: 7, provider: 'anthropic' };
  const strict = { 'x-aiproxy-strict': 'true' };
  expect(await told(body, strict)).toEqual([['openai', 'openai'], ['anthropic parameter_refused seed']]);
  proxy.upstream.answer(json(openaiReply()));
  const response = await proxy.post('/v1/chat/completions', body, { headers: strict });
  expect([response.status, response.headers.get('x-aiproxy-provider')]).toEqual([200, 'openai']);
  proxy.upstream.received.length = 0;
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
