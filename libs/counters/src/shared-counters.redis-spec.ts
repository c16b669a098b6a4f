import { randomUUID } from 'node:crypto';
import { describeAnyOrder } from '../test/any-order.suite.js';
import { describeCircuits } from '../test/circuits.suite.js';
import { describeCounters } from '../test/counters.suite.js';
import { describeHolds } from '../test/holds.suite.js';
import { RedisForwarder } from '../test/redis-forwarder.js';
import type { HeldWindow, Hold } from './counters.js';
import { SharedCounters } from './shared-counters.js';

const noon = Date.UTC(2026, 10, 24, 12);
const minute = (limit: number) => ({ name: 'minute', limit, seconds: 60 });
const tokens = (amount: number): HeldWindow => ({ name: 'tokens', limit: 100, seconds: 60, scope: 'key', amount, settles: 'actual' });
const holdOf = (id: string, amount: number, slots: number): Hold => ({ id, windows: [tokens(amount)], slots: [{ scope: 'key', limit: slots }], expiresInMs: 60_000 });

const opened: SharedCounters[] = [];
const told: { isShared: boolean; processes: number }[] = [];
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
  told.splice(0);
});

async function open(url = way.url, at = prefix): Promise<SharedCounters> {
  const counters = await SharedCounters.open({ url, prefix: at, onChange: (state) => told.push(state) });
  opened.push(counters);
  return counters;
}

async function becomes(counters: SharedCounters, isShared: boolean): Promise<void> {
  while (counters.isShared !== isShared) await new Promise(setImmediate);
}

const create = () => open(process.env.REDIS_URL, `aiproxy:${randomUUID()}:`);
describeCounters('SharedCounters', create);
describeHolds('SharedCounters', create);
describeCircuits('SharedCounters', create);
describeAnyOrder('SharedCounters', create);

describe('SharedCounters', () => {
  it('say nothing when the server is there from the start', async () => {
    expect((await open()).isShared).toBe(true);
    expect(told).toEqual([]);
  });

  it('tell why a server that refuses this process cannot be asked, without a secret', async () => {
    const counters = await open((process.env.REDIS_URL ?? '').replace('//', '//nobody:a-password@'));
    expect(counters.isShared).toBe(false);
    expect(told).toEqual([{ isShared: false, processes: 1, reason: 'WRONGPASS' }]);
  });

  it('count in shares of the processes last seen while the server is away, what was taken before included', async () => {
    const counters = await open();
    await open(process.env.REDIS_URL);
    while (counters.processes < 2) await new Promise(setImmediate);
    await counters.take('key', [minute(9)], noon);
    way.cut();
    await becomes(counters, false);
    const remaining = [];
    for (let request = 0; request < 4; request += 1) remaining.push((await counters.take('key', [minute(9)], noon)).windows[0]);
    expect(remaining.map(({ limit, remaining: left }) => [limit, left])).toEqual([[4, 2], [4, 1], [4, 0], [4, 0]]);
    expect((await counters.take('scarce', [minute(1)], noon)).allowed).toBe(true);
    expect((await counters.take('none', [minute(0)], noon)).allowed).toBe(false);
    way.restore();
    await becomes(counters, true);
    expect((await counters.take('key', [minute(9)], noon)).windows[0]).toMatchObject({ limit: 9, remaining: 4 });
    expect(told).toEqual([{ isShared: false, processes: 2, reason: 'connection lost' }, expect.objectContaining({ isShared: true })]);
  });

  it('allow the limit and no more when an outage begins and ends within the window', async () => {
    const both = [await open(), await open()];
    while (both.some(({ processes }) => processes < 2)) await new Promise(setImmediate);
    const allowed = async (times: number) => {
      const results = await Promise.all(Array.from({ length: times }, (_, at) => both[at % 2].take('key', [minute(10)], noon)));
      return results.filter((result) => result.allowed).length;
    };
    const before = await allowed(4);
    way.cut();
    for (const counters of both) await becomes(counters, false);
    const meanwhile = await allowed(40);
    way.restore();
    for (const counters of both) await becomes(counters, true);
    expect([before, meanwhile, await allowed(40)]).toEqual([4, 6, 0]);
  });

  it('answer within 250 ms when the server is silent, all together, and at once from then on', async () => {
    const counters = await open();
    way.block();
    const began = performance.now();
    const results = await Promise.all(Array.from({ length: 100 }, () => counters.take('key', [minute(50)], noon)));
    const waitedMs = performance.now() - began;
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(50);
    expect(waitedMs).toBeGreaterThan(200);
    expect(waitedMs).toBeLessThan(1000);
    const again = performance.now();
    for (let request = 0; request < 100; request += 1) await counters.take('key', [minute(50)], noon);
    expect(performance.now() - again).toBeLessThan(200);
    expect(told).toEqual([{ isShared: false, processes: 1, reason: 'no answer within 250 ms' }]);
    way.restore();
    await becomes(counters, true);
  });

  it('settle a hold where it was taken: with the shared counters once they are back', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    await counters.hold(holdOf('before', 60, 1), noon);
    way.cut();
    await becomes(counters, false);
    await counters.settle('before', 10, noon);
    expect((await watcher.hold(holdOf('look', 0, 1), noon)).refused).toMatchObject({ kind: 'slots' });
    way.restore();
    await becomes(counters, true);
    let after;
    do after = await watcher.hold(holdOf('next', 0, 1), noon); while (!after.allowed);
    expect(after.windows[0].remaining).toBe(90);
  });

  it('settle a hold that was taken alone, whether the shared counters are back or not, and tell them what was used', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    const left = async () => (await watcher.hold(holdOf('look', 0, 9), noon)).windows[0].remaining;
    way.cut();
    await becomes(counters, false);
    await counters.hold(holdOf('short', 30, 2), noon);
    await counters.hold(holdOf('long', 30, 2), noon);
    await counters.settle('short', 5, noon);
    await counters.settle('short', 20, noon);
    expect((await counters.hold(holdOf('own', 0, 9), noon)).windows[0].remaining).toBe(65);
    expect(await left()).toBe(100);
    way.restore();
    await becomes(counters, true);
    while (await left() === 100) continue;
    expect(await left()).toBe(65);
    await counters.settle('long', 10, noon);
    expect(await left()).toBe(85);
  });

  it('keep the marks they have heard of while the server is away, and hear the others again afterwards', async () => {
    const counters = await open();
    const other = await open(process.env.REDIS_URL);
    const nothing = { outcomes: [], marks: [], lifted: [] };
    const mark = (circuit: string) => ({ circuit, state: 'open', reason: 'x', sinceMs: noon, untilMs: noon + 5000, times: 1 });
    await other.exchangeCircuits({ ...nothing, marks: [mark('heard')] }, noon);
    await counters.exchangeCircuits(nothing, noon);
    way.cut();
    await becomes(counters, false);
    await other.exchangeCircuits({ ...nothing, marks: [mark('missed')], lifted: ['heard'] }, noon);
    const own = await counters.exchangeCircuits({ ...nothing, outcomes: [{ circuit: 'own', succeeded: 0, failed: 1 }] }, noon);
    expect(own).toEqual({ outcomes: [{ circuit: 'own', succeeded: 0, failed: 1 }], marks: [mark('heard')] });
    way.restore();
    await becomes(counters, true);
    expect(await counters.exchangeCircuits(nothing, noon)).toEqual({ outcomes: [], marks: [mark('missed')] });
  });

  it('count what is held with the shared counters in the share, too', async () => {
    const counters = await open();
    await counters.hold(holdOf('open', 60, 1), noon);
    await counters.hold(holdOf('refused', 60, 9), noon);
    way.cut();
    await becomes(counters, false);
    expect((await counters.hold(holdOf('next', 0, 1), noon)).refused).toMatchObject({ kind: 'slots' });
    expect((await counters.hold(holdOf('look', 0, 9), noon)).windows[0].remaining).toBe(40);
  });

  it('leave nothing held with a silent server that took what was refused here', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    while (counters.processes < 2) await new Promise(setImmediate);
    await counters.hold(holdOf('open', 0, 2), noon);
    way.block();
    expect((await counters.hold(holdOf('refused', 0, 2), noon)).refused).toEqual({ kind: 'slots', scope: 'key', limit: 1 });
    way.restore();
    await becomes(counters, true);
    let after;
    do after = await watcher.hold(holdOf('next', 0, 2), noon); while (!after.allowed);
    expect((await watcher.hold(holdOf('more', 0, 2), noon)).allowed).toBe(false);
  });

  it('settle a hold in both when nobody knows whether the silent server took it', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    way.block();
    const [taken, refused] = await Promise.all([counters.hold(holdOf('taken', 60, 2), noon), counters.hold(holdOf('refused', 60, 2), noon)]);
    expect([taken.allowed, refused.allowed]).toEqual([true, false]);
    await counters.settle('taken', 10, noon);
    expect((await counters.hold(holdOf('own', 0, 1), noon)).windows[0].remaining).toBe(90);
    await counters.settle('own', 0, noon);
    way.restore();
    await becomes(counters, true);
    let after;
    do after = await watcher.hold(holdOf('next', 0, 1), noon); while (!after.allowed);
    expect(after.windows[0].remaining).toBe(90);
  });

  it('stay shared for everybody when one amount is beyond what the server can count', async () => {
    const counters = await open();
    await counters.hold(holdOf('a', 60, 1), noon);
    await counters.settle('a', 1e30, noon);
    expect([counters.isShared, told]).toEqual([true, []]);
  });

  it('keep the slots of requests that outlive an outage', async () => {
    const counters = await open();
    const watcher = await open(process.env.REDIS_URL);
    await counters.hold(holdOf('long', 0, 1), noon);
    way.cut();
    await becomes(counters, false);
    await counters.renew(['long'], 60_000, noon + 40_000);
    way.restore();
    await becomes(counters, true);
    await counters.renew(['long'], 60_000, noon + 80_000);
    expect((await watcher.hold(holdOf('next', 0, 1), noon + 80_000)).allowed).toBe(false);
  });
});
