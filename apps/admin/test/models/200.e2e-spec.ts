import { ModelRepository } from '#database/models';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let repository: ModelRepository;
beforeAll(async () => {
  admin = await startAdmin();
  repository = new ModelRepository(admin.database);
  await repository.replaceCatalogue([catalogued('gpt-one', 'openai'), catalogued('groq/llama', 'groq'), catalogued('groq/meta/guard', 'groq')], new Date());
});
afterAll(() => admin.close());

const catalogued = (id: string, providerId: string) => ({
  id, type: 'chat' as const, contextWindow: 1000, maxOutputTokens: 100, capabilities: ['text'], createdAt: new Date('2026-01-01'),
  targets: [{ providerId, upstreamModel: id.replace('groq/', ''), priority: 0, weight: 1, priceVersions: [] }],
});
const at = (id: string) => `/api/models/${encodeURIComponent(id)}`;

test('an id with slashes is asked for with %2F', async () => {
  expect(await admin.get('/api/models/groq%2Fmeta%2Fguard')).toMatchObject({ status: 200, body: { id: 'groq/meta/guard', source: 'catalogue', targets: [{ providerId: 'groq', upstreamModel: 'meta/guard' }] } });
  expect((await admin.get('/api/models/groq/meta/guard')).status).toBe(404);
});

test("a catalogue's model that an admin changes is the admin's: the catalogue leaves it alone from then on", async () => {
  const changed = await admin.patch(at('gpt-one'), { contextWindow: 2000, maxOutputTokens: null, capabilities: ['text', 'vision'] }, { headers: { 'if-match': '"1"' } });
  expect(changed).toMatchObject({ status: 200, body: { type: 'chat', contextWindow: 2000, maxOutputTokens: null, capabilities: ['text', 'vision'], source: 'admin', version: 2 } });
  expect(changed.headers.get('etag')).toBe('"2"');
  await repository.replaceCatalogue([{ ...catalogued('gpt-one', 'openai'), contextWindow: 5 }, catalogued('groq/llama', 'groq'), catalogued('groq/meta/guard', 'groq')], new Date());
  expect((await admin.get(at('gpt-one'))).body.contextWindow).toBe(2000);
});

test('a retired model is no longer offered, stays retired whatever the catalogue says, and comes back with its targets', async () => {
  const offered = async () => (await repository.loadAll()).map(({ id }) => id);
  expect(await admin.post(`${at('groq/llama')}/retire`)).toMatchObject({ status: 200, body: { retiredAt: expect.any(String), source: 'admin' } });
  await repository.replaceCatalogue([catalogued('gpt-one', 'openai'), { ...catalogued('groq/llama', 'groq'), contextWindow: 7 }, catalogued('groq/meta/guard', 'groq')], new Date());
  expect(await offered()).not.toContain('groq/llama');
  expect(await admin.post(`${at('groq/llama')}/restore`)).toMatchObject({ status: 200, body: { retiredAt: null, targets: [{ providerId: 'groq' }] } });
  expect(await offered()).toContain('groq/llama');
});

test('an alias is one more name of its model until it is taken away', async () => {
  const added = await admin.post(`${at('groq/llama')}/aliases`, { alias: 'fast' });
  expect(added).toMatchObject({ status: 201, body: { id: 'groq/llama', aliases: ['fast'] } });
  expect(await admin.post(`${at('groq/llama')}/aliases`, { alias: 'groq/fast' })).toMatchObject({ status: 201, body: { aliases: ['fast', 'groq/fast'], version: added.body.version + 1 } });
  expect((await repository.loadAll()).find(({ id }) => id === 'groq/llama')?.aliases).toEqual(['fast', 'groq/fast']);
  expect((await admin.remove(`${at('groq/llama')}/aliases/groq%2Ffast`)).status).toBe(204);
  expect((await admin.get(at('groq/llama'))).body.aliases).toEqual(['fast']);
});

test('the list is by id, paged by key, and filtered by type, provider, part of the id, source and whether it is retired', async () => {
  await admin.post('/api/models', { id: 'listed/b', type: 'embedding' });
  await admin.post('/api/models', { id: 'listed/a', type: 'chat', targets: [{ providerId: 'xai', upstreamModel: 'g' }] });
  await admin.post('/api/models/listed%2Fb/retire');
  const ids = async (query: string) => (await admin.get(`/api/models?${query}`)).body.data.map(({ id }: { id: string }) => id) as string[];
  expect(await ids('id=LISTED')).toEqual(['listed/a', 'listed/b']);
  const first = await admin.get('/api/models?id=listed&limit=1');
  expect(first.body.data[0].id).toBe('listed/a');
  expect(await ids(`id=listed&limit=1&cursor=${encodeURIComponent(first.body.nextCursor as string)}`)).toEqual(['listed/b']);
  expect([await ids('type=embedding'), await ids('provider=xai'), await ids('retired=true'), await ids('id=listed&retired=false')]).toEqual([['listed/b'], ['listed/a'], ['listed/b'], ['listed/a']]);
  expect([await ids('source=catalogue'), await ids('source=file')]).toEqual([['groq/meta/guard'], []]);
});

test('every change is in the audit log', async () => {
  await admin.post('/api/models', { id: 'audited', type: 'chat' });
  await admin.patch('/api/models/audited', { contextWindow: 10 });
  await admin.post('/api/models/audited/aliases', { alias: 'audited-too' });
  const rows = await admin.query("SELECT action, resource_id, before, after FROM audit WHERE resource_id LIKE 'audited%' ORDER BY sequence");
  expect(rows.map(({ action, resource_id: id }) => [action, id])).toEqual([['model.create', 'audited'], ['model.update', 'audited'], ['alias.create', 'audited-too']]);
  expect([JSON.parse(String(rows[1].before)).contextWindow, JSON.parse(String(rows[1].after)).contextWindow]).toEqual([null, 10]);
});
