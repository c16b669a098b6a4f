import { InProcessCounters } from '#counters/in-process-counters';
import { BudgetRepository } from '#database/budgets';
import { systemAuthor } from '#database/change';
import { Database } from '#database/database';
import { SettingsRepository } from '#database/settings';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { TestClock } from '../../test/harness/test-clock.js';
import { Standings } from './standings.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

test('what the counters know goes before the ledger, with what is held; of the archived the ledger tells', async () => {
  const clock = new TestClock();
  const { budgets: counters } = new InProcessCounters();
  const budgets = new BudgetRepository(database);
  const budget = await database.change(systemAuthor('command'), new Date(clock.now()), (change) => budgets.create(change, {
    name: 'b', scope: 'tag', value: 'a=b', projectId: null, window: 'total', capPicoUsd: 100n, mode: 'hard', thresholds: [], channelIds: [],
  }));
  const standings = new Standings(counters, budgets, new SettingsRepository(database), clock);
  await expect(standings.of(budget)).resolves.toMatchObject({ source: 'ledger', spentPicoUsd: 0n, heldPicoUsd: null });
  const window = `${budget.id} 0`;
  await counters.seed({ window, spentPicoUsd: 5n, endsAtMs: Infinity, asOfMs: clock.now() }, clock.now());
  await counters.hold({ id: 'r', budgets: [{ window, capPicoUsd: 100n, endsAtMs: Infinity }], estimatePicoUsd: 7n, expiresInMs: 60_000 }, clock.now());
  await expect(standings.of(budget)).resolves.toMatchObject({ source: 'counters', spentPicoUsd: 5n, heldPicoUsd: 7n, capPicoUsd: 100n, startMs: 0, endsAtMs: Infinity });
  await expect(standings.of({ ...budget, archivedAt: new Date() })).resolves.toMatchObject({ source: 'ledger' });
});
