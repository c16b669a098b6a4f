import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { CircuitRepository, type CircuitRow } from './circuits.js';
import { Database } from './database.js';

let fresh: FreshDatabase;
let database: Database;
let circuits: CircuitRepository;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  circuits = new CircuitRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25, 10, 0, seconds));
const row = (some: Partial<CircuitRow> = {}): CircuitRow => ({
  credentialId: 'env:openai', targetId: 't', state: 'open', reason: "5 of 8 calls failed: the provider's own", since: at(0), until: at(5), ...some,
});
beforeEach(async () => circuits.replace({ put: [], removed: await circuits.all() }, at(0)));

it('what is put stands until it is removed, and what is put again takes its place', async () => {
  const whole = row({ targetId: '', state: 'refused' });
  await circuits.replace({ put: [row(), whole], removed: [] }, at(0));
  expect(await circuits.all()).toEqual([whole, row()]);
  await circuits.replace({ put: [row({ state: 'half-open' })], removed: [whole] }, at(6));
  expect(await circuits.all()).toEqual([row({ state: 'half-open' })]);
});

it('what is older does not take the place of what is younger', async () => {
  await circuits.replace({ put: [row({ since: at(10), until: at(20) })], removed: [] }, at(10));
  await circuits.replace({ put: [row()], removed: [] }, at(11));
  expect(await circuits.all()).toEqual([row({ since: at(10), until: at(20) })]);
});

it('is no configuration: a change makes no revision', async () => {
  const revision = () => database.ask((client) => client.revision.findUniqueOrThrow({ where: { id: 1 } }));
  const before = await revision();
  await circuits.replace({ put: [row()], removed: [] }, at(0));
  expect(await revision()).toEqual(before);
});

it('many may write the same ones at once', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => row({ targetId: `t${index}` }));
  await Promise.all(Array.from({ length: 8 }, (_, writer) => circuits.replace(
    { put: writer % 2 === 0 ? rows : rows.toReversed(), removed: writer % 3 === 0 ? [] : rows.toReversed() }, at(writer))));
  expect(await circuits.all()).toHaveLength(50);
});
