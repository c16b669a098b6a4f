import { hashKey } from '#access/key';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let key: string;
beforeAll(async () => {
  proxy = await startProxy();
  key = await proxy.addKey();
  proxy.upstream.answer(json(openaiReply()));
  await proxy.change(`INSERT INTO alias (id, model_id, source) VALUES ('house/fast', 'gpt-4o-mini', 'admin'), ('gpt-4o', 'gpt-4o-mini', 'admin')`);
});
afterAll(() => proxy.close());

const status = async (model: string) => {
  const response = await proxy.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }] }, { key });
  await response.arrayBuffer();
  return response.status;
};
const permit = (allowed: string[], denied: string[] = []) =>
  proxy.change(`UPDATE api_key SET allowed_models = '{${allowed.join()}}', denied_models = '{${denied.join()}}' WHERE hash = '${hashKey(key)}'`);
const row = async (id: string) => (await proxy.get(`/v1/models/${id}`, { key })).json() as Promise<Record<string, unknown>>;
const listedIds = async () => ((await (await proxy.get('/v1/models', { key })).json()) as { data: { id: string }[] }).data.map(({ id }) => id);

it('a model answers by its alias as by its id', async () => {
  await permit([]);
  expect(await status('house/fast')).toBe(200);
  expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ model: 'gpt-4o-mini' });
});

it('an alias is listed under its own name with the model\'s details', async () => {
  await permit([]);
  expect(await row('house/fast')).toEqual({ ...(await row('gpt-4o-mini')), id: 'house/fast' });
  expect(await listedIds()).toEqual(expect.arrayContaining(['house/fast', 'gpt-4o-mini']));
});

it('a model\'s own id goes before an alias of the same name', async () => {
  await permit([]);
  expect(await status('gpt-4o')).toBe(200);
  expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ model: 'gpt-4o' });
  expect((await listedIds()).filter((id) => id === 'gpt-4o')).toHaveLength(1);
});

it.each<[string[], string[], number, number]>([
  [['house/*'], [], 200, 404],
  [['gpt-4o-mini'], [], 200, 200],
  [['claude-*'], [], 404, 404],
  [[], ['house/*'], 404, 200],
  [[], ['gpt-4o-mini'], 404, 404],
  [['house/*'], ['gpt-4o-mini'], 404, 404],
])('with allowed %j and denied %j the alias answers %i, the id %i', async (allowed, denied, byAlias, byId) => {
  await permit(allowed, denied);
  expect([await status('house/fast'), await status('gpt-4o-mini')]).toEqual([byAlias, byId]);
  const ids = await listedIds();
  expect([ids.includes('house/fast'), ids.includes('gpt-4o-mini')]).toEqual([byAlias === 200, byId === 200]);
  expect((await proxy.get('/v1/models/house/fast', { key })).status).toBe(byAlias);
});

it('the ledger names what was asked for and what served it', async () => {
  const rows = await proxy.stopAndReadLedger();
  expect(rows[0]).toMatchObject({ model_asked: 'house/fast', model_served: 'gpt-4o-mini' });
});
