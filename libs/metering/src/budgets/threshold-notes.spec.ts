import { BudgetEventRepository } from '#database/budget-events';
import type { BudgetRecord } from '#database/budget-record';
import { BudgetRepository } from '#database/budgets';
import { systemAuthor, type Change } from '#database/change';
import { Database } from '#database/database';
import { ChannelRepository } from '#database/notification-channels';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import { ThresholdNotes } from './threshold-notes.js';

jest.setTimeout(60_000);

let fresh: FreshDatabase;
let database: Database;
let events: BudgetEventRepository;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  events = new BudgetEventRepository(database);
  await change((open) => new ChannelRepository(database).create(open, { id: 'channel', name: 'channel', kind: 'email', address: 'a@example.com', secret: null }));
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const change = <T>(work: (change: Change) => Promise<T>) => database.change(systemAuthor('command'), new Date(), work);
let made = 0;
const makeBudget = (): Promise<BudgetRecord> => change((open) => new BudgetRepository(database).create(open, {
  name: `budget ${(made += 1)}`, scope: 'model', value: '*', projectId: null, window: 'day', capPicoUsd: 1000n, mode: 'soft', thresholds: [50, 80, 100], channelIds: ['channel', 'gone'],
}));
const written = async ({ id }: BudgetRecord) => (await events.listOf(id, 100)).map(({ percent, windowStart, spentPicoUsd }) => [percent, windowStart.getTime(), spentPicoUsd]);

test('each threshold is written once for a budget and window, whoever sees it', async () => {
  const budget = await makeBudget();
  const processes = [new ThresholdNotes(events), new ThresholdNotes(events), new ThresholdNotes(events)];
  const tell = async (startMs: number, spent: bigint) => {
    for (const notes of processes) for (let times = 0; times < 3; times += 1) notes.noteThresholds(budget, startMs, spent, 5000);
    await Promise.all(processes.map((notes) => notes.settled()));
  };
  await tell(0, 499n);
  await expect(written(budget)).resolves.toEqual([]);
  await tell(0, 500n);
  await expect(written(budget)).resolves.toEqual([[50, 0, 500n]]);
  await tell(0, 1200n);
  await tell(86_400_000, 800n);
  await expect(written(budget)).resolves.toEqual(expect.arrayContaining([[50, 0, 500n], [80, 0, 1200n], [100, 0, 1200n], [50, 86_400_000, 800n], [80, 86_400_000, 800n]]));
  await expect(written(budget)).resolves.toHaveLength(5);
});

test('an event goes to the channels that are there, and is claimed by one', async () => {
  const notes = new ThresholdNotes(events);
  const budget = await makeBudget();
  const [now, until] = [new Date('2030-01-01'), new Date('2030-01-02')];
  await events.claim(now, until, 1000); // of the test before
  notes.noteThresholds(budget, 0, 600n, now.getTime());
  await notes.settled();
  const claims = await Promise.all([1, 2, 3].map(() => events.claim(now, until, 10)));
  const [delivery, ...others] = claims.flat();
  expect(others).toEqual([]);
  expect(delivery).toMatchObject({ attempts: 1, budget: { id: budget.id, scope: 'model' }, event: { percent: 50, spentPicoUsd: 600n, capPicoUsd: 1000n }, channel: { id: 'channel', kind: 'email' } });
  await events.settle(delivery, { problem: 'busy', nextAt: now });
  const [again] = await events.claim(now, until, 10);
  expect(again.attempts).toBe(2);
  await events.settle(again, { deliveredAt: now });
  await expect(events.claim(new Date('2031-01-01'), until, 10)).resolves.not.toContainEqual(expect.objectContaining({ event: again.event }));
});

test('nothing spent reaches nothing, and of a cap of nothing all is reached at once', async () => {
  const budget = { ...(await makeBudget()), capPicoUsd: 0n };
  const notes = new ThresholdNotes(events);
  notes.noteThresholds(budget, 0, 0n, 5000);
  await notes.settled();
  await expect(written(budget)).resolves.toEqual([]);
  notes.noteThresholds(budget, 0, 1n, 5000);
  await notes.settled();
  await expect(written(budget)).resolves.toHaveLength(3);
});

test('a raise counts: what was reached without it is not', async () => {
  const budget = { ...(await makeBudget()), raises: [{ amountPicoUsd: 1000n, until: new Date(10_000) }] };
  const notes = new ThresholdNotes(events);
  notes.noteThresholds(budget, 0, 999n, 9999);
  await notes.settled();
  await expect(written(budget)).resolves.toEqual([]);
});

test('while the database is away an event waits for more spend, some seconds later', async () => {
  const budget = await makeBudget();
  const nobody = new Database('postgres://nobody@127.0.0.1:1/none');
  const failures: unknown[] = [];
  let road = new BudgetEventRepository(nobody);
  const notes = new ThresholdNotes({ record: (passed) => road.record(passed) }, (error) => failures.push(error));
  for (const nowMs of [5000, 5001]) {
    notes.noteThresholds(budget, 0, 600n, nowMs);
    await notes.settled();
  }
  notes.noteThresholds(budget, 0, 600n, 9999); // too early
  await notes.settled();
  expect(failures).toMatchObject([{ kind: 'unavailable' }]);
  road = events;
  notes.noteThresholds(budget, 0, 600n, 10_000);
  await notes.settled();
  await expect(written(budget)).resolves.toEqual([[50, 0, 600n]]);
  await nobody.close();
});
