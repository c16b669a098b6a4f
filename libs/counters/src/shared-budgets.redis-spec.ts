import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describeBudgetsAnyOrder } from '../test/budgets-any-order.suite.js';
import { describeBudgetsSharing } from '../test/budgets-sharing.suite.js';
import { describeBudgetStore } from '../test/budgets.suite.js';
import { RedisForwarder } from '../test/redis-forwarder.js';
import { RedisBudgets } from './redis-budgets.js';
import { SharedCounters } from './shared-counters.js';

const noon = Date.UTC(2026, 10, 24, 12);
const window = 'b1 0';
const endsAtMs = noon + 86_400_000;
const holdOf = (id: string, estimatePicoUsd: bigint, capPicoUsd: bigint | null = 100n, name = window) =>
  ({ id, budgets: [{ window: name, capPicoUsd, endsAtMs }], estimatePicoUsd, expiresInMs: 60_000 });

const opened: SharedCounters[] = [];
const way = new RedisForwarder();
let prefix: string;
beforeAll(() => way.open());
afterAll(() => way.close());
beforeEach(() => {
  prefix = `aiproxy:${randomUUID()}:`;
});
afterEach(async () => {
  way.restore();
  for (const counters of opened.splice(0)) await counters.close();
});

async function open(url = way.url, at = prefix): Promise<SharedCounters> {
  const counters = await SharedCounters.open({ url, prefix: at, onChange: () => undefined });
  opened.push(counters);
  return counters;
}

/** Both reach the server in a way that can be cut, and know of each other. */
async function openBoth(): Promise<[SharedCounters, SharedCounters]> {
  const both: [SharedCounters, SharedCounters] = [await open(), await open()];
  while (both.some(({ processes }) => processes < 2)) await new Promise(setImmediate);
  return both;
}

async function becomes(counters: readonly SharedCounters[], isShared: boolean): Promise<void> {
  while (counters.some((one) => one.isShared !== isShared)) await new Promise(setImmediate);
}

const seed = ({ budgets }: SharedCounters, spentPicoUsd: bigint, asOfMs = noon) => budgets.seed({ window, spentPicoUsd, endsAtMs, asOfMs }, asOfMs);
/** What is spent and held, as one process says. */
async function stands({ budgets }: SharedCounters, nowMs = noon): Promise<[bigint, bigint] | null> {
  const state = await budgets.state(window, nowMs);
  return state && [state.spentPicoUsd, state.heldPicoUsd];
}

const apart = async () => (await open(process.env.REDIS_URL, `aiproxy:${randomUUID()}:`)).budgets;
describeBudgetStore('SharedBudgets', apart);
describeBudgetsAnyOrder('SharedBudgets', apart);
describeBudgetsSharing('SharedBudgets', async () => [(await open(process.env.REDIS_URL)).budgets, (await open(process.env.REDIS_URL)).budgets]);

describe('SharedBudgets', () => {
  it('let each process spend its share of what remained while the server is away, and say so', async () => {
    const both = await openBoth();
    await seed(both[0], 30n);
    await both[0].budgets.hold(holdOf('before', 10n), noon);
    await both[1].budgets.state(window, noon);
    way.cut();
    await becomes(both, false);
    for (const { budgets } of both) {
      expect(await budgets.hold(holdOf('a', 31n), noon)).toMatchObject({
        allowed: false, degraded: true, refused: { window, capPicoUsd: 100n, spentPicoUsd: 30n, heldPicoUsd: 10n },
      });
      expect(await budgets.hold(holdOf('a', 30n), noon)).toMatchObject({ allowed: true, degraded: true, budgets: [{ spentPicoUsd: 30n, heldPicoUsd: 40n }] });
      expect((await budgets.hold(holdOf('b', 1n), noon)).allowed).toBe(false);
      expect((await budgets.hold(holdOf('c', 0n), noon)).allowed).toBe(true);
      expect((await budgets.hold(holdOf('d', 1n, null), noon)).allowed).toBe(true);
      await budgets.settle('d', 0n, noon);
      expect((await budgets.hold(holdOf('e', 0n, 39n), noon)).allowed).toBe(false);
    }
  });

  it('give a process what its own holds of before turn out not to need', async () => {
    const [one, another] = await openBoth();
    await seed(one, 0n);
    await one.budgets.hold(holdOf('before', 60n), noon);
    await another.budgets.state(window, noon);
    way.cut();
    await becomes([one, another], false);
    expect(await one.budgets.settle('before', 20n, noon)).toEqual([{ window, spentPicoUsd: 20n, heldPicoUsd: 0n }]);
    expect((await one.budgets.hold(holdOf('a', 61n), noon)).allowed).toBe(false);
    expect((await one.budgets.hold(holdOf('a', 60n), noon)).allowed).toBe(true);
    expect((await another.budgets.hold(holdOf('b', 21n), noon)).allowed).toBe(false);
    expect((await another.budgets.hold(holdOf('b', 20n), noon)).allowed).toBe(true);
  });

  it('tell the server what was spent and what is held when it is back: the cap stands across an outage', async () => {
    const both = await openBoth();
    const watcher = await open(process.env.REDIS_URL);
    await seed(watcher, 10n);
    await both[0].budgets.hold(holdOf('earlier', 10n), noon);
    for (const counters of both) await counters.budgets.state(window, noon);
    way.cut();
    await becomes(both, false);
    await both[0].budgets.settle('earlier', 4n, noon);
    await both[0].budgets.settle('earlier', 9n, noon);
    for (const [at, { budgets }] of both.entries()) {
      await budgets.hold(holdOf(`short-${at}`, 10n), noon);
      await budgets.hold(holdOf(`long-${at}`, 5n), noon);
      await budgets.settle(`short-${at}`, 7n, noon);
    }
    for (const amount of [3n, 5n]) await both[1].budgets.addSpent('replayed', [window], amount, noon);
    expect(await stands(watcher)).toEqual([10n, 10n]);
    way.restore();
    await becomes(both, true);
    expect(await stands(watcher)).toEqual([10n + 4n + 7n + 7n + 3n, 10n]);
    for (const [at, { budgets }] of both.entries()) await budgets.settle(`long-${at}`, 1n, noon);
    expect(await stands(watcher)).toEqual([33n, 0n]);
  });

  it('do not ask for a share twice: a second outage begins with what the first has spent', async () => {
    const counters = await open();
    await seed(counters, 0n);
    const goesAndComes = async (work: () => Promise<void>) => {
      way.cut();
      await becomes([counters], false);
      await work();
      way.restore();
      await becomes([counters], true);
    };
    await goesAndComes(async () => {
      await counters.budgets.hold(holdOf('first', 60n), noon);
      await counters.budgets.settle('first', 60n, noon);
    });
    const store = new Redis(process.env.REDIS_URL ?? '');
    await new RedisBudgets(store, prefix).addSpent('elsewhere', [window], 10n, noon);
    store.disconnect();
    await counters.budgets.state(window, noon);
    await goesAndComes(async () => {
      expect((await counters.budgets.hold(holdOf('second', 31n), noon)).allowed).toBe(false);
      expect((await counters.budgets.hold(holdOf('second', 30n), noon)).allowed).toBe(true);
      await counters.budgets.settle('second', 30n, noon);
    });
    expect(await stands(counters)).toEqual([100n, 0n]);
  });

  it('say that they do not know a window they never heard of, and seed it for the time being', async () => {
    const both = await openBoth();
    way.cut();
    await becomes(both, false);
    for (const counters of both) {
      expect(await counters.budgets.hold(holdOf('a', 1n), noon)).toMatchObject({ allowed: false, unknown: [window], degraded: true });
      expect(await counters.budgets.lockSeed(window, noon)).toBe(true);
      await seed(counters, 90n);
      expect((await counters.budgets.hold(holdOf('a', 6n), noon)).allowed).toBe(false);
      expect((await counters.budgets.hold(holdOf('a', 5n), noon)).allowed).toBe(true);
      expect((await counters.budgets.hold(holdOf('b', 1n), noon)).allowed).toBe(false);
    }
  });

  it('trust no figure that is older than a minute, and none of its holds once the window is seeded from the ledger', async () => {
    const counters = await open();
    const later = noon + 60_001;
    await seed(counters, 0n);
    for (const id of ['open', 'earlier', 'meanwhile']) await counters.budgets.hold(holdOf(id, 10n), noon);
    way.cut();
    await becomes([counters], false);
    expect((await counters.budgets.hold(holdOf('a', 1n), later)).unknown).toEqual([window]);
    await counters.budgets.settle('meanwhile', 3n, later);
    await seed(counters, 47n, later);
    expect(await counters.budgets.settle('earlier', 4n, later)).toEqual([{ window, spentPicoUsd: 54n, heldPicoUsd: 0n }]);
    expect((await counters.budgets.hold(holdOf('a', 47n), later)).allowed).toBe(false);
    expect((await counters.budgets.hold(holdOf('a', 46n), later)).allowed).toBe(true);
  });

  it('leave nothing held with a silent server that took what was refused here, whose id can be held again', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    while (counters.processes < 2) await new Promise(setImmediate);
    await seed(counters, 0n);
    await counters.budgets.state(window, noon);
    way.block();
    expect((await counters.budgets.hold(holdOf('a', 60n), noon)).allowed).toBe(false);
    way.restore();
    await becomes([counters], true);
    expect(await stands(watcher)).toEqual([0n, 0n]);
    expect((await counters.budgets.hold(holdOf('a', 60n), noon)).budgets[0].heldPicoUsd).toBe(60n);
  });

  it('count once what a silent server may have taken', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    await seed(counters, 0n);
    await counters.budgets.hold(holdOf('held', 5n), noon);
    way.block();
    await Promise.all([counters.budgets.hold(holdOf('taken', 10n), noon), counters.budgets.settle('held', 3n, noon)]);
    await counters.budgets.settle('taken', 4n, noon);
    way.restore();
    await becomes([counters], true);
    expect(await stands(watcher)).toEqual([7n, 0n]);
  });

  it('seed again after the server has lost everything: nothing that was written down is lost or counts twice', async () => {
    const both = await openBoth();
    const store = new Redis(process.env.REDIS_URL ?? '');
    let ledger = 0n;
    let nowMs = noon;
    const seedIfFree = async ({ budgets }: SharedCounters) => {
      if (await budgets.lockSeed(window, nowMs)) await budgets.seed({ window, spentPicoUsd: ledger, endsAtMs, asOfMs: nowMs += 1 }, nowMs);
    };
    const request = async (at: number) => {
      const counters = both[at % 2];
      const hold = () => counters.budgets.hold(holdOf(`r${at}`, 10n, 1000n), nowMs);
      let result = await hold();
      for (; result.unknown.length > 0; result = await hold()) await seedIfFree(counters);
      if (!result.allowed) return;
      if (at === 60) await store.del(await store.keys(`${prefix}budget*`));
      await new Promise(setImmediate);
      ledger += 10n;
      await counters.budgets.settle(`r${at}`, 10n, nowMs += 1);
    };
    for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 20 }, (_, at) => request(round * 20 + at)));
    store.disconnect();
    expect(ledger).toBe(1000n);
    expect(await stands(both[0], nowMs)).toEqual([1000n, 0n]);
  });

  it('hold again at the next renewal what the server has lost', async () => {
    const counters = await open();
    const store = new Redis(process.env.REDIS_URL ?? '');
    await seed(counters, 0n);
    for (const id of ['open', 'settled']) await counters.budgets.hold(holdOf(id, 10n), noon);
    await store.del(await store.keys(`${prefix}budget*`));
    store.disconnect();
    await counters.budgets.renew(['open'], 60_000, noon);
    expect(await stands(counters)).toBeNull();
    await seed(counters, 5n);
    await counters.budgets.settle('settled', 10n, noon + 1);
    await counters.budgets.renew(['open', 'settled', 'never'], 60_000, noon + 1);
    expect(await stands(counters, noon + 60_000)).toEqual([15n, 10n]);
    expect(await stands(counters, noon + 60_001)).toEqual([15n, 0n]);
  });
});
