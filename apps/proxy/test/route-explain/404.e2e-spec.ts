import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const ask = async (path: string, body: { model: string; messages?: object[] }, key: string) => {
  const response = await proxy.post(path, body, { key });
  return { status: response.status, text: (await response.text()).replace(body.model, 'MODEL') };
};

it('a model that a key may not use does not exist for it: the answer of an unknown one, the same as at the other doors', async () => {
  const deniedModel = await proxy.addKey({ deniedModels: ['gpt-4o-mini'] });
  const deniedProvider = await proxy.addKey({ deniedProviders: ['openai'] });
  const unknown = await ask('/v1/chat/completions', { model: 'gpt-none', messages: [{ role: 'user', content: 'Hi' }] }, deniedModel);
  expect(unknown.status).toBe(404);
  for (const key of [deniedModel, deniedProvider])
    for (const model of ['gpt-none', 'gpt-4o-mini', 'openai/gpt-4o-mini', 'anthropic/gpt-4o-mini']) expect(await ask('/v1/route/explain', { model }, key)).toEqual(unknown);
});

it('the address takes POST alone', async () => {
  const response = await proxy.get('/v1/route/explain');
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});
