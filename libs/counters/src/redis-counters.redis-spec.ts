import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { describeAnyOrder } from '../test/any-order.suite.js';
import { describeCircuits } from '../test/circuits.suite.js';
import { describeCounters } from '../test/counters.suite.js';
import { describeHolds } from '../test/holds.suite.js';
import { describeSharing } from '../test/sharing.suite.js';
import { RedisCounters } from './redis-counters.js';

const noon = Date.UTC(2026, 10, 24, 12);
let one: Redis;
let another: Redis;
beforeAll(() => {
  one = new Redis(process.env.REDIS_URL ?? '');
  another = new Redis(process.env.REDIS_URL ?? '');
});
afterAll(() => {
  one.disconnect();
  another.disconnect();
});

const newPrefix = () => `aiproxy:${randomUUID()}:`;
const create = () => new RedisCounters(one, newPrefix());
describeCounters('RedisCounters', create);
describeHolds('RedisCounters', create);
describeCircuits('RedisCounters', create);
describeAnyOrder('RedisCounters', create);
describeSharing('RedisCounters', () => {
  const prefix = newPrefix();
  return [new RedisCounters(one, prefix), new RedisCounters(another, prefix)];
});

describe('RedisCounters', () => {
  it('leaves no key behind for ever, whatever was asked', async () => {
    const prefix = newPrefix();
    const counters = new RedisCounters(one, prefix);
    await counters.take('key', [{ name: 'minute', limit: 1, seconds: 60 }], noon);
    const window = { name: 'tokens', limit: 100, seconds: 60, scope: 'key', amount: 1, settles: 'actual' as const };
    for (const id of ['lost', 'renewed', 'settled']) await counters.hold({ id, windows: [window], slots: [{ scope: 'key', limit: 9 }], expiresInMs: 1000 }, noon);
    await counters.renew(['renewed'], 1000, noon);
    await counters.settle('settled', 5, noon);
    await counters.announce('me', 5000);
    const mark = { circuit: 'a', state: 'open', reason: 'x', sinceMs: noon, untilMs: noon - 900_000, times: 1 };
    await counters.exchangeCircuits({ outcomes: [{ circuit: 'a', succeeded: 1, failed: 0 }], marks: [mark], lifted: [] }, noon);
    const keys = await one.keys(`${prefix}*`);
    const kinds = new Set(keys.map((key) => key.slice(prefix.length).split(':')[0]));
    expect([...kinds].sort()).toEqual(['circuits', 'count', 'hold', 'processes', 'slots', 'window']);
    for (const key of keys) expect(await one.pttl(key)).toBeGreaterThan(0);
  });

  it('remembers a renewed hold for as long as its slots', async () => {
    const prefix = newPrefix();
    const counters = new RedisCounters(one, prefix);
    await counters.hold({ id: 'a', windows: [], slots: [{ scope: 'key', limit: 1 }], expiresInMs: 1000 }, noon);
    await counters.renew(['a'], 3_600_000, noon);
    for (const key of await one.keys(`${prefix}*`)) expect(await one.pttl(key)).toBeGreaterThan(86_400_000 + 3_500_000);
  });

  it('settles nothing in a count that the server has lost', async () => {
    const prefix = newPrefix();
    const counters = new RedisCounters(one, prefix);
    const hold = (id: string, amount: number) => counters.hold({ id, windows: [{ name: 'tokens', limit: 100, seconds: 60, scope: 'key', amount, settles: 'actual' }], slots: [], expiresInMs: 1000 }, noon);
    await hold('a', 60);
    await one.del(await one.keys(`${prefix}count:*`));
    await counters.settle('a', 10, noon);
    expect((await hold('b', 0)).windows[0].remaining).toBe(100);
  });

  it('counts the processes that were seen lately', async () => {
    const counters = create();
    expect(await counters.announce('a', 60_000)).toBe(1);
    expect(await counters.announce('b', 60_000)).toBe(2);
    expect(await counters.announce('b', 60_000)).toBe(2);
    await counters.leave('a');
    expect(await counters.announce('b', 60_000)).toBe(1);
    expect(await counters.announce('c', 0)).toBe(0); // nobody was seen within no time
  });

  it('serves on when the server has lost our scripts', async () => {
    const counters = create();
    await counters.take('key', [{ name: 'minute', limit: 2, seconds: 60 }], noon);
    await one.script('FLUSH');
    const { windows } = await counters.take('key', [{ name: 'minute', limit: 2, seconds: 60 }], noon);
    expect(windows[0].remaining).toBe(0);
  });
});
