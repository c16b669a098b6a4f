import { hashKey } from '#access/key';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let key: string;
beforeAll(async () => {
  proxy = await startProxy();
  key = await proxy.addKey();
  // One model that two providers serve, OpenAI first.
  await proxy.change(`INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('second', 'gpt-4o-mini', 'vllm', 'mini', 5, 'admin')`);
});
afterAll(() => proxy.close());
beforeEach(() => { proxy.upstream.received.length = 0; proxy.upstream.answer(json(openaiReply())); });

const allow = (allowed: string[], denied: string[] = []) =>
  proxy.change(`UPDATE api_key SET allowed_providers = '{${allowed.join()}}', denied_providers = '{${denied.join()}}' WHERE hash = '${hashKey(key)}'`);
const ask = async (model: string) => {
  const response = await proxy.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }] }, { key });
  return { status: response.status, provider: response.headers.get('x-aiproxy-provider'), text: await response.text() };
};
const listed = async () => {
  const { data } = (await (await proxy.get('/v1/models', { key })).json()) as { data: { id: string; provider: string }[] };
  return data;
};

it('a model whose providers a key may not use does not exist for it: the same answer as for an unknown one, no call', async () => {
  await allow([], ['openai', 'vllm']);
  const unknown = await ask('gpt-none');
  for (const model of ['gpt-4o-mini', 'openai/gpt-4o-mini', 'vllm/anything']) {
    const forbidden = await ask(model);
    expect({ ...forbidden, text: forbidden.text.replace(model, 'gpt-none') }).toEqual(unknown);
    expect((await proxy.get(`/v1/models/${model}`, { key })).status).toBe(404);
  }
  expect((await listed()).map(({ provider }) => provider)).not.toContain('openai');
  expect(proxy.upstream.received).toEqual([]);
});

it('a target at a provider that a key may not use is left out; the list shows the first that it may use', async () => {
  await allow(['v*', 'anthropic']);
  expect(await ask('gpt-4o-mini')).toMatchObject({ status: 200, provider: 'vllm' });
  expect(proxy.upstream.received[0]?.body).toMatchObject({ model: 'mini' });
  expect((await ask('openai/gpt-4o-mini')).status).toBe(404);
  const rows = await listed();
  expect(rows.find(({ id }) => id === 'gpt-4o-mini')).toMatchObject({ provider: 'vllm' });
  expect(new Set(rows.map(({ provider }) => provider))).toEqual(new Set(['vllm', 'anthropic']));
  expect(await (await proxy.get('/v1/models/gpt-4o-mini', { key })).json()).toMatchObject({ provider: 'vllm' });
});

it('a failure never leads to a provider that the key may not use', async () => {
  await allow([], ['vllm']);
  proxy.upstream.answer(json({ error: { message: 'down' } }, 500));
  expect((await ask('gpt-4o-mini')).status).toBe(502);
  expect(new Set(proxy.upstream.received.map(({ body }) => (body as { model: string }).model))).toEqual(new Set(['gpt-4o-mini']));
});

it('a preference for a provider that the key may not use changes nothing', async () => {
  await allow([], ['vllm']);
  const response = await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', provider: 'vllm', messages: [{ role: 'user', content: 'Hi' }] }, { key });
  expect([response.status, response.headers.get('x-aiproxy-provider')]).toEqual([200, 'openai']);
});
