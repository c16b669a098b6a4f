import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  await admin.post('/api/models', { id: 'plain', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'plain' }] });
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

test('a type that is set to nothing is refused', async () => {
  expect(await admin.patch('/api/models/plain', { type: null })).toMatchObject({ status: 400, body: { error: { param: 'type' } } });
});

test.each([['sort=price', 'sort'], ['price=cheap', 'price'], ['limit=0', 'limit'], ['cursor=nonsense', 'cursor'], ['ids=a,,b', 'ids'], ['minContextWindow=many', 'minContextWindow'], ['colour=red', 'colour']])(
  'a comparison by %s is refused', async (query, param) => {
    expect(await admin.get(`/api/models/compare?${query}`)).toMatchObject({ status: 400, body: { error: { param } } });
  });
