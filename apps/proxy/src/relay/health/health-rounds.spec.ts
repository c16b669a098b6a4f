import { Logger } from '@nestjs/common';
import { InProcessCounters } from '#counters/in-process-counters';
import { CircuitRepository } from '#database/circuits';
import { Database } from '#database/database';
import { freshDatabase, type FreshDatabase } from '#database-test/fresh-database';
import type { UpstreamErrorKind } from '#providers/errors';
import { HealthRounds } from './health-rounds.js';
import { TargetHealth } from './target-health.js';

Logger.overrideLogger(false);

const line = { targetId: 't1', credentialId: 'env:openai' };
let fresh: FreshDatabase;
let database: Database;
let circuits: CircuitRepository;
let now = 1_800_000_000_000;
const clock = { now: () => now };
beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.url);
  circuits = new CircuitRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => circuits.replace({ put: [], removed: await circuits.all() }, new Date(now)));

function start(counters = new InProcessCounters(), written: Pick<CircuitRepository, 'all' | 'replace'> = circuits) {
  const health = new TargetHealth(counters, { credentials: [] }, { next: () => 0 }, clock);
  const rounds = new HealthRounds(health, written, clock);
  const fail = (kind: UpstreamErrorKind, times: number) => { for (let index = 0; index < times; index += 1) health.watch(line, now).failed({ kind }); };
  return { health, rounds, fail, counters };
}

it('writes what changes: open, half open, and nothing where all is well', async () => {
  const { health, rounds, fail } = start();
  fail('server', 5);
  const since = new Date(now);
  await rounds.round();
  const row = { ...line, reason: "5 of the last 5 calls failed, the last one: an error of the provider's own", since, until: new Date(now + 5000) };
  expect(await circuits.all()).toEqual([{ ...row, state: 'open' }]);
  now += 5000;
  await rounds.round();
  expect(await circuits.all()).toEqual([{ ...row, state: 'half-open' }]);
  health.watch(line, now).succeeded(10);
  await rounds.round();
  expect(await circuits.all()).toEqual([]);
});

it('writes what stands of a credential as a whole, until it may be tried again', async () => {
  const { rounds, fail } = start();
  fail('authentication', 1);
  await rounds.round();
  expect(await circuits.all()).toMatchObject([{ credentialId: 'env:openai', targetId: '', state: 'refused', reason: 'the credential was not accepted' }]);
  now += 60_000;
  await rounds.round();
  expect(await circuits.all()).toEqual([]);
});

it('clears what an earlier life has left, and leaves what the others know', async () => {
  const { rounds, fail, counters } = start();
  fail('server', 5);
  await rounds.round();
  const [known] = await circuits.all();
  await circuits.replace({ put: [{ ...known, targetId: 'left behind' }], removed: [] }, new Date(now));
  await start(counters).rounds.round();
  expect(await circuits.all()).toEqual([known]);
  await start().rounds.round();
  expect(await circuits.all()).toEqual([]);
});

it('what Postgres could not be told is told when it is back', async () => {
  let isAway = true;
  const ask = <T>(question: () => Promise<T>) => (isAway ? Promise.reject(new Error('away')) : question());
  const { rounds, fail } = start(undefined, { all: () => ask(() => circuits.all()), replace: (changes, at) => ask(() => circuits.replace(changes, at)) });
  fail('server', 5);
  await rounds.round();
  isAway = false;
  await rounds.round();
  expect(await circuits.all()).toMatchObject([{ state: 'open' }]);
});

it('goes one round at a time', async () => {
  const { rounds } = start();
  const first = rounds.round();
  expect(rounds.round()).toBe(first);
  await first;
  expect(rounds.round()).not.toBe(first);
  await rounds.onApplicationShutdown();
});
