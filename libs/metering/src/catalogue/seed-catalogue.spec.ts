import { Database } from '#database/database';
import { ModelRepository } from '#database/models';
import type { CatalogueModel } from '#database/records';
import { freshDatabase, type FreshDatabase } from '../../../database/test/fresh-database.js';
import { listedPricing, priceAt } from '../price.js';
import { readCatalogue } from './read-catalogue.js';
import { seedCatalogue } from './seed-catalogue.js';

const now = new Date('2026-11-24T12:00:00Z');
const sandbox: CatalogueModel = {
  id: 'sandbox/echo', type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: ['text'], createdAt: now,
  targets: [{ providerId: 'sandbox', upstreamModel: 'echo', priority: 0, weight: 1, priceVersions: [] }],
};
/** Every price of a model with its place, in an order that both sides share. */
const figuresOf = ({ targets }: Pick<CatalogueModel, 'targets'>) => targets.flatMap(({ priceVersions }) => priceVersions.flatMap(({ validFrom, unitPrices }) =>
  unitPrices.map(({ bucket, fromInputTokens, picoUsd }) => `${validFrom.toISOString()} ${bucket} ${fromInputTokens} ${picoUsd}`))).sort();

let fresh: FreshDatabase;
let database: Database;
let models: ModelRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  models = new ModelRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

describe('seedCatalogue', () => {
  it('brings in every model of the file and our own, once', async () => {
    await expect(seedCatalogue(models, [sandbox], now)).resolves.toBe(true);
    await expect(seedCatalogue(models, [sandbox], now)).resolves.toBe(false);
    const loaded = await models.loadAll();
    expect(loaded.map(({ id }) => id).sort()).toEqual([...readCatalogue().map(({ id }) => id), 'sandbox/echo'].sort());
  });

  it('keeps prices exact and in force on their way through the database', async () => {
    const loaded = new Map((await models.loadAll()).map((model) => [model.id, model]));
    const price = (id: string, at: string) => priceAt(loaded.get(id)!.targets[0], 'priced', new Date(at));
    expect(listedPricing(price('gpt-4-turbo', '2026-11-24'))).toEqual({ input: 0.01, output: 0.03 });
    expect(listedPricing(price('o3', '2025-06-09'))).toEqual({ input: 0.01, output: 0.04 });
    expect(listedPricing(price('o3', '2025-06-10'))).toEqual({ input: 0.002, output: 0.008 });
    for (const model of readCatalogue()) expect([model.id, figuresOf(loaded.get(model.id)!)]).toEqual([model.id, figuresOf(model)]);
  });
});
