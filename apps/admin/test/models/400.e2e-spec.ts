import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await admin.post('/api/models', { id: 'plain', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'plain' }] });
  await admin.post('/api/models', { id: 'vectors', type: 'embedding' });
  await admin.post('/api/models', { id: 'gone', type: 'chat' });
  await admin.post('/api/models', { id: 'sandbox/demo', type: 'chat', targets: [{ providerId: 'sandbox', upstreamModel: 'demo' }] });
  await admin.post('/api/models/gone/retire');
});
afterAll(() => admin.close());

test.each([
  ['an id with a space', { id: 'a b' }, 'id'],
  ['the id that is an address', { id: 'compare' }, 'id'],
  ["another provider's id and a slash", { id: 'openai/gpt', targets: [{ providerId: 'groq', upstreamModel: 'x' }] }, 'targets[0].providerId'],
  ['an unknown type', { type: 'image' }, 'type'],
  ['a context window of nothing', { contextWindow: 0 }, 'contextWindow'],
  ['a fraction of a token', { maxOutputTokens: 1.5 }, 'maxOutputTokens'],
  ['a capability twice', { capabilities: ['text', 'text'] }, 'capabilities'],
  ['a capability with a space', { capabilities: ['can see'] }, 'capabilities'],
  ['a target at no provider', { targets: [{ providerId: 'acme', upstreamModel: 'x' }] }, 'targets[0].providerId'],
  ['a target without a name', { targets: [{ providerId: 'groq' }] }, 'targets[0].upstreamModel'],
  ['a strategy of another word', { strategy: 'random' }, 'strategy'],
  ['a list in place of fallbacks', { fallbacks: ['plain'] }, 'fallbacks'],
  ['fallbacks of nothing', { fallbacks: null }, 'fallbacks'],
  ['fallbacks for another case', { fallbacks: { refusal: ['plain'] } }, 'fallbacks.refusal'],
  ['a fallback twice', { fallbacks: { any: ['plain', 'plain'] } }, 'fallbacks.any'],
  ['nine fallbacks', { fallbacks: { any: Array.from({ length: 9 }, (_, index) => `m${index}`) } }, 'fallbacks.any'],
  ['a fallback on itself', { fallbacks: { contextWindow: ['made'] } }, 'fallbacks.contextWindow[0]'],
  ['a fallback on no model', { fallbacks: { any: ['plain', 'none'] } }, 'fallbacks.any[1]'],
  ['a fallback on a retired model', { fallbacks: { contentPolicy: ['gone'] } }, 'fallbacks.contentPolicy[0]'],
  ['a fallback on a model of another type', { fallbacks: { any: ['vectors'] } }, 'fallbacks.any[0]'],
  ['a fallback on answers that are made up', { fallbacks: { any: ['sandbox/demo'] } }, 'fallbacks.any[0]'],
  ['a fallback of embeddings', { type: 'embedding', fallbacks: { any: ['vectors'] } }, 'fallbacks'],
  ['a source', { source: 'catalogue' }, 'source'],
])('%s is refused by name, and nothing is made', async (_, some, param) => {
  const answer = await admin.post('/api/models', { id: 'made', type: 'chat', ...some });
  expect(answer).toMatchObject({ status: 400, body: { error: { param, message: expect.stringContaining(param.split('.').at(-1)!) } } });
  expect((await admin.get('/api/models/made')).status).toBe(404);
});

test("an alias does not say another provider's", async () => {
  expect(await admin.post('/api/models/plain/aliases', { alias: 'openai/plain' })).toMatchObject({ status: 400, body: { error: { param: 'alias' } } });
  expect((await admin.get('/api/models/plain')).body.aliases).toEqual([]);
});

test('a demonstration may fall back on another one', async () => {
  expect(await admin.post('/api/models', { id: 'sandbox/more', type: 'chat', fallbacks: { any: ['sandbox/demo'] } })).toMatchObject({ status: 201 });
});

test('a model that falls back on others keeps its type as long as it does', async () => {
  await admin.post('/api/models', { id: 'falling', type: 'chat', fallbacks: { any: ['plain'] } });
  expect(await admin.patch('/api/models/falling', { type: 'embedding' })).toMatchObject({ status: 400, body: { error: { param: 'fallbacks', message: expect.stringContaining('comparable') } } });
  expect(await admin.patch('/api/models/falling', { type: 'completion' })).toMatchObject({ status: 400, body: { error: { param: 'fallbacks.any[0]' } } });
  expect((await admin.get('/api/models/falling')).body).toMatchObject({ type: 'chat', version: 1 });
  expect(await admin.patch('/api/models/falling', { type: 'embedding', fallbacks: {} })).toMatchObject({ status: 200, body: { type: 'embedding' } });
});

test('a type that is set to nothing is refused', async () => {
  expect(await admin.patch('/api/models/plain', { type: null })).toMatchObject({ status: 400, body: { error: { param: 'type' } } });
});

test.each([['sort=price', 'sort'], ['price=cheap', 'price'], ['limit=0', 'limit'], ['cursor=nonsense', 'cursor'], ['ids=a,,b', 'ids'], ['minContextWindow=many', 'minContextWindow'], ['colour=red', 'colour']])(
  'a comparison by %s is refused', async (query, param) => {
    expect(await admin.get(`/api/models/compare?${query}`)).toMatchObject({ status: 400, body: { error: { param } } });
  });
