import { ModelRepository } from '#database/models';
import type { CatalogueModel } from '#database/records';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let repository: ModelRepository;
const catalogue = ['one', 'two', 'three'].map((id): CatalogueModel => ({
  id, type: 'chat', contextWindow: 1000, maxOutputTokens: 100, capabilities: ['text'], createdAt: new Date('2026-01-01'),
  targets: [{ providerId: 'openai', upstreamModel: id, priority: 0, weight: 1, priceVersions: [] }],
}));
beforeAll(async () => {
  admin = await startAdmin();
  repository = new ModelRepository(admin.database);
  await repository.replaceCatalogue(catalogue, new Date());
});
afterAll(() => admin.close());

test('how a model is routed is for an admin to say, is read back, and outlives the next catalogue', async () => {
  const before = (await admin.get('/api/models/one')).body;
  expect(before).toMatchObject({ strategy: 'weighted', fallbacks: { any: [], contextWindow: [], contentPolicy: [] } });
  const fallbacks = { any: ['two', 'three'], contextWindow: ['three'], contentPolicy: [] };
  const changed = await admin.patch('/api/models/one', { strategy: 'affinity', fallbacks: { any: fallbacks.any, contextWindow: fallbacks.contextWindow } }, { headers: { 'if-match': `"${before.version}"` } });
  expect(changed).toMatchObject({ status: 200, body: { strategy: 'affinity', fallbacks, version: before.version + 1 } });
  await repository.replaceCatalogue([...catalogue.slice(1), { ...catalogue[0], contextWindow: 9 }], new Date());
  expect((await admin.patch('/api/models/one', { strategy: 'cheapest' })).body).toMatchObject({ strategy: 'cheapest', fallbacks });
  expect((await repository.loadAll()).find(({ id }) => id === 'one')).toMatchObject({ strategy: 'cheapest', fallbacks });
  const [row] = await admin.query("SELECT before, after FROM audit WHERE resource_id = 'one' AND action = 'model.update' ORDER BY sequence");
  expect([JSON.parse(String(row.before)), JSON.parse(String(row.after))]).toMatchObject([{ strategy: 'weighted' }, { strategy: 'affinity', fallbacks }]);
});

test('a model that others fall back on can be retired: it stays in their lists, where nothing new is retired', async () => {
  const fallbacks = { any: ['back'] };
  await admin.post('/api/models', { id: 'back', type: 'chat' });
  await admin.post('/api/models', { id: 'falling', type: 'chat', strategy: 'latency', fallbacks });
  expect((await admin.post('/api/models/back/retire')).status).toBe(200);
  expect((await admin.get('/api/models/falling')).body).toMatchObject({ strategy: 'latency', fallbacks });
  expect((await admin.patch('/api/models/falling', { fallbacks: { ...fallbacks, contentPolicy: ['two'] } })).status).toBe(200);
  expect(await admin.post('/api/models', { id: 'other', type: 'chat', fallbacks })).toMatchObject({ status: 400, body: { error: { param: 'fallbacks.any[0]' } } });
});
