import { freshDatabase, type FreshDatabase } from '../test/fresh-database.js';
import { BudgetRepository, type NewBudget } from './budgets.js';
import { systemAuthor, type Change } from './change.js';
import { Database } from './database.js';
import { KeyRepository } from './keys.js';
import { SettingsRepository } from './settings.js';
import { Snapshot } from './snapshot.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
let budgets: BudgetRepository;
let snapshot: Snapshot;
const now = new Date('2026-11-25T12:00:00Z');
const change = <T>(work: (change: Change) => Promise<T>, at = now) => database.change(systemAuthor('command'), at, work);

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  budgets = new BudgetRepository(database);
  snapshot = new Snapshot(database, new KeyRepository(database), () => now.getTime());
  await snapshot.refresh();
});
afterAll(async () => {
  await snapshot.onApplicationShutdown();
  await database.close();
  await fresh.drop();
});

const ofTag: NewBudget = { name: 'search', scope: 'tag', value: 'team=search', projectId: null, window: 'month', capPicoUsd: 12n * 10n ** 24n + 1n, mode: 'hard', thresholds: [50, 100], channelIds: [] };

test('a budget is in memory with its cap to the last digit, and its raises until they are over', async () => {
  expect(snapshot.budgets).toEqual([]);
  const { id } = await change((open) => budgets.create(open, ofTag));
  await change((open) => budgets.raise(open, id, { amountPicoUsd: 5n, until: now, reason: 'over at once' }));
  const until = new Date('2026-11-26T00:00:00Z');
  const raised = await change((open) => budgets.raise(open, id, { amountPicoUsd: 7n, until, reason: 'a demo' }));
  await snapshot.refresh();
  const { channelIds: _, ...shown } = ofTag;
  expect(snapshot.budgets).toEqual([{ id, ...shown, raises: [{ amountPicoUsd: 7n, until }] }]);
  await change((open) => budgets.endRaise(open, id, raised.raises[1].id));
  await snapshot.refresh();
  expect(snapshot.budgets[0].raises).toEqual([]);
  await change((open) => budgets.archive(open, id));
  await snapshot.refresh();
  expect(snapshot.budgets).toEqual([]);
  await expect(change((open) => budgets.raise(open, id, { amountPicoUsd: 7n, until, reason: 'too late' }))).rejects.toMatchObject({ kind: 'ended' });
});

test('each change makes another version, and one that was made for an older one is refused', async () => {
  const { id, version } = await change((open) => budgets.create(open, { ...ofTag, name: 'versions' }));
  const changed = await change((open) => budgets.update(open, id, { capPicoUsd: 3n }, version));
  expect(changed).toMatchObject({ capPicoUsd: 3n, version: 2 });
  await expect(change((open) => budgets.update(open, id, { capPicoUsd: 4n }, version))).rejects.toMatchObject({ kind: 'stale' });
});

test('the organisation\'s calendar is in memory', async () => {
  await change((open) => new SettingsRepository(database).update(open, { timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4 }));
  await snapshot.refresh();
  expect(snapshot.settings).toMatchObject({ timeZone: 'Europe/Berlin', fiscalYearStartMonth: 4, version: 2 });
});
