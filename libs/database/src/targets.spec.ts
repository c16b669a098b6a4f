import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { systemAuthor, type Change } from './change.js';
import { Database } from './database.js';
import { ManagedModelRepository } from './managed-models.js';
import { ModelRepository } from './models.js';
import { PriceRepository } from './prices.js';
import type { CatalogueModel } from './records.js';
import { TargetRepository, type NewTarget } from './targets.js';

let fresh: FreshDatabase;
let database: Database;
let models: ModelRepository;
let targets: TargetRepository;
let managed: ManagedModelRepository;
const now = new Date('2026-11-25T00:00:00Z');
const january = new Date('2026-01-01T00:00:00Z');

beforeEach(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  [models, targets, managed] = [new ModelRepository(database), new TargetRepository(database), new ManagedModelRepository(database)];
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const change = <T>(work: (open: Change) => Promise<T>) => database.change(systemAuthor('command'), now, work);
const add = (some: Partial<NewTarget> = {}) => change((open) => targets.create(open, {
  modelId: 'm', providerId: 'openai', upstreamModel: 'm', priority: 0, weight: 1, credentialId: null, region: null, timeouts: {}, ...some,
}));
const unit = (picoUsd: bigint) => ({ bucket: 'inputText' as const, fromInputTokens: 0, picoUsd });
const catalogue = (picoUsd: bigint, some: Partial<CatalogueModel> = {}): CatalogueModel[] => [{
  id: 'm', type: 'chat', contextWindow: 1000, maxOutputTokens: 100, capabilities: [], createdAt: january,
  targets: [{ providerId: 'openai', upstreamModel: 'm', priority: 0, weight: 1, priceVersions: [{ serviceTier: 'default', validFrom: january, source: 'vendor page', unitPrices: [unit(picoUsd)] }] }],
  ...some,
}];
const load = async () => (await models.loadAll()).find(({ id }) => id === 'm')!;
const pricesByRegion = async () => Object.fromEntries((await load()).targets.map(({ region, priceVersions }) => [region, priceVersions.map(({ unitPrices: [{ picoUsd }] }) => picoUsd)]));

test('strategy, fallbacks, time limits and further targets of an admin outlive the next catalogue, which makes no second one of its own', async () => {
  await models.replaceCatalogue(catalogue(1n), now);
  const fallbacks = { any: ['n'], contextWindow: [], contentPolicy: ['o', 'n'] };
  await change((open) => managed.update(open, 'm', { strategy: 'latency', fallbacks }));
  const { id: first } = (await load()).targets[0];
  const { id: second } = await add({ region: 'eu', weight: 3, timeouts: { idleMs: 5000 } });
  await change((open) => targets.update(open, first, { region: 'us' }));
  await models.replaceCatalogue(catalogue(2n, { maxOutputTokens: 5 }), now);
  expect(await load()).toMatchObject({
    strategy: 'latency', fallbacks, maxOutputTokens: 100,
    targets: [{ id: second, region: 'eu', weight: 3, timeouts: { idleMs: 5000 } }, { id: first, region: 'us', timeouts: {} }],
  });
});

test("a target beside the catalogue's has the catalogue's prices, the corrected ones later on too; what an admin set stays of one target", async () => {
  await models.replaceCatalogue(catalogue(1n), now);
  await models.replaceCatalogue(catalogue(2n), now); // corrects the first: one date, and the younger counts
  await add({ region: 'eu' });
  const { id: targetId } = await add({ region: 'asia' });
  await change((open) => new PriceRepository(database).create(open, { targetId, serviceTier: 'default', validFrom: january, unitPrices: [unit(9n)] }));
  await add({ region: 'africa' });
  expect(await pricesByRegion()).toEqual({ null: [2n, 1n], eu: [2n], asia: [9n, 2n], africa: [2n] });
  await models.replaceCatalogue(catalogue(3n), now);
  expect(await pricesByRegion()).toEqual({ null: [3n, 2n, 1n], eu: [3n, 2n], asia: [9n, 2n], africa: [3n, 2n] });
});

test("an admin's targets stay when the catalogue no longer names the upstream model; its own is taken out of use", async () => {
  await models.replaceCatalogue(catalogue(1n), now);
  const { id } = await add({ region: 'eu' });
  await models.replaceCatalogue(catalogue(1n, { targets: [] }), now);
  expect((await load()).targets.map((target) => target.id)).toEqual([id]);
});

test('targets of one upstream model differ in credential or region; the same one is there once, whatever makes it so', async () => {
  await models.replaceCatalogue(catalogue(1n), now);
  const [eu, us] = [await add({ region: 'eu' }), await add({ region: 'us' })];
  const conflict = { kind: 'conflict', message: expect.stringContaining('providerId, upstreamModel, credentialId and region') };
  await expect(add()).rejects.toMatchObject(conflict);
  await expect(change((open) => targets.update(open, us.id, { region: 'eu' }))).rejects.toMatchObject(conflict);
  await change((open) => targets.retire(open, eu.id));
  await expect(change((open) => targets.update(open, us.id, { region: 'eu' }))).rejects.toMatchObject({ ...conflict, message: expect.stringContaining('add it again') });
  expect(await add({ region: 'eu', weight: 4 })).toMatchObject({ id: eu.id, weight: 4, retiredAt: null });
});
