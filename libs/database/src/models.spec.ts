import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { Database } from './database.js';
import { ModelRepository } from './models.js';
import type { CatalogueModel, UnitPrice } from './records.js';

let fresh: FreshDatabase;
let database: Database;
let models: ModelRepository;
const now = new Date('2026-11-24T00:00:00Z');
const january = new Date('2026-01-01T00:00:00Z');
const june = new Date('2026-06-01T00:00:00Z');

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  models = new ModelRepository(database);
});

afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const unit = (picoUsd: bigint, fromInputTokens = 0): UnitPrice => ({ bucket: 'inputText', fromInputTokens, picoUsd });
const version = (validFrom: Date, ...unitPrices: UnitPrice[]) => ({ serviceTier: 'default', validFrom, source: 'vendor page', unitPrices });

function model(id: string, changes: Partial<CatalogueModel> = {}, versions = [version(january, unit(100n))]): CatalogueModel {
  return {
    id, type: 'chat', contextWindow: 128_000, maxOutputTokens: 4096, capabilities: ['tools'], createdAt: january,
    targets: [{ providerId: 'openai', upstreamModel: id, priority: 0, weight: 1, priceVersions: versions }], ...changes,
  };
}

const revision = () => database.ask((client) => client.revision.findUniqueOrThrow({ where: { id: 1 } }));

const pricesOf = async (id: string) => {
  const found = (await models.loadAll()).find((each) => each.id === id);
  return found?.targets[0]?.priceVersions.map(({ validFrom, unitPrices }) => [validFrom, unitPrices.map(({ picoUsd }) => picoUsd)]);
};

test('models come with targets in the order they are tried and price versions newest first', async () => {
  const target = (providerId: string, priority: number, weight: number) => ({ providerId, upstreamModel: 'x', priority, weight, priceVersions: [version(january, unit(1n), unit(2n, 200_000)), version(june, unit(3n))] });
  await models.replaceCatalogue([model('m', { targets: [target('c', 1, 1), target('b', 0, 1), target('a', 0, 5)] })], now);
  const [loaded] = await models.loadAll();
  expect(loaded).toMatchObject({ id: 'm', contextWindow: 128_000, capabilities: ['tools'], createdAt: january });
  expect(loaded.targets.map(({ providerId }) => providerId)).toEqual(['a', 'b', 'c']);
  expect(loaded.targets[0].priceVersions.map(({ validFrom }) => validFrom)).toEqual([june, january]);
  expect(loaded.targets[0].priceVersions[1].unitPrices).toEqual([unit(1n), unit(2n, 200_000)]);
});

test('the same catalogue again changes nothing, and bumps no revision', async () => {
  await expect(models.replaceCatalogue([model('m')], now)).resolves.toBe(true);
  const [before, revisionBefore] = [await models.loadAll(), await revision()];
  await expect(models.replaceCatalogue([model('m')], now)).resolves.toBe(false);
  expect([await models.loadAll(), await revision()]).toEqual([before, revisionBefore]);
});

test('of several processes one brings the catalogue in', async () => {
  const done = await Promise.all([1, 2, 3].map(() => models.replaceCatalogue([model('m'), model('n')], now)));
  expect(done.filter(Boolean)).toHaveLength(1);
  await expect(pricesOf('m')).resolves.toEqual([[january, [100n]]]);
});

test('a new price is one more version; a corrected one too, and it counts before the one it corrects', async () => {
  await models.replaceCatalogue([model('m')], now);
  await models.replaceCatalogue([model('m', {}, [version(january, unit(100n)), version(june, unit(50n))])], now);
  await models.replaceCatalogue([model('m', {}, [version(january, unit(100n)), version(june, unit(60n))])], now);
  await expect(pricesOf('m')).resolves.toEqual([[june, [60n]], [june, [50n]], [january, [100n]]]);
  await models.replaceCatalogue([model('m', {}, [version(january, unit(100n)), version(june, unit(50n))])], now);
  await expect(pricesOf('m')).resolves.toEqual([[june, [50n]], [june, [60n]], [june, [50n]], [january, [100n]]]);
});

test('what the catalogue no longer names is not offered, and is again when it is named again', async () => {
  await models.replaceCatalogue([model('m'), model('n')], now);
  await models.replaceCatalogue([model('n', { contextWindow: 1 })], now);
  expect((await models.loadAll()).map(({ id, contextWindow }) => [id, contextWindow])).toEqual([['n', 1]]);
  await models.replaceCatalogue([model('m'), model('n', { contextWindow: 1, targets: [] })], now);
  expect((await models.loadAll()).map(({ id, targets }) => [id, targets.length])).toEqual([['m', 1], ['n', 0]]);
});

test('what an admin made stays as it is', async () => {
  await models.replaceCatalogue([model('catalogued')], now);
  await database.ask(async (client) => {
    await client.model.create({ data: { id: 'own', type: 'chat', capabilities: [], source: 'admin', createdAt: june } });
    await client.target.create({ data: { modelId: 'own', providerId: 'vllm', upstreamModel: 'own', source: 'admin' } });
    const target = await client.target.findFirstOrThrow({ where: { modelId: 'catalogued' } });
    await client.priceVersion.create({ data: { targetId: target.id, validFrom: june, source: 'admin', unitPrices: { create: unit(7n) } } });
  });
  await models.replaceCatalogue([model('own', { type: 'embedding', targets: [] }), model('catalogued', {}, [version(january, unit(100n)), version(now, unit(80n))])], now);
  const own = (await models.loadAll()).find(({ id }) => id === 'own');
  expect([own?.type, own?.targets.length]).toEqual(['chat', 1]);
  await expect(pricesOf('catalogued')).resolves.toEqual([[june, [7n]], [january, [100n]]]);
});

test("an admin's order of a target does not keep its price from being brought up to date; a price of theirs does", async () => {
  await models.replaceCatalogue([model('ordered'), model('priced')], now);
  await database.ask(async (client) => {
    await client.target.updateMany({ data: { weight: 7, source: 'admin' } });
    const target = await client.target.findFirstOrThrow({ where: { modelId: 'priced' } });
    await client.priceVersion.create({ data: { targetId: target.id, validFrom: january, source: 'file', unitPrices: { create: unit(7n) } } });
  });
  await models.replaceCatalogue(['ordered', 'priced'].map((id) => model(id, {}, [version(january, unit(100n)), version(june, unit(60n))])), now);
  expect((await models.loadAll()).map(({ targets }) => targets[0].weight)).toEqual([7, 7]);
  await expect(pricesOf('ordered')).resolves.toEqual([[june, [60n]], [january, [100n]]]);
  await expect(pricesOf('priced')).resolves.toEqual([[january, [7n]], [january, [100n]]]);
});
