import { InProcessCounters } from './in-process-counters.js';
import { closeCounters, isCountingShared, openCounters } from './open-counters.js';

let log: object[];
const write = (level: string) => (facts: object, message: string) => { log.push({ level, ...facts, message }); };
const logger = { info: write('info'), warn: write('warn') };
beforeEach(() => {
  log = [];
});

it('a process without REDIS_URL counts for itself, and nothing is amiss', async () => {
  const counters = await openCounters({ redisUrl: undefined, logger });
  expect(counters).toBeInstanceOf(InProcessCounters);
  expect([isCountingShared(counters), log]).toEqual([true, []]);
});

it('a server that cannot be reached is told once, with the reason and without the password', async () => {
  const counters = await openCounters({ redisUrl: 'redis://:a-password@127.0.0.1:1', logger });
  await counters.take('key', [{ name: 'minute', limit: 1, seconds: 60 }], 0);
  await closeCounters(counters);
  expect(isCountingShared(counters)).toBe(false);
  expect(log).toEqual([expect.objectContaining({ level: 'warn', processes: 1, reason: 'ECONNREFUSED', message: expect.stringContaining('its share of each limit') as string })]);
  expect(JSON.stringify(log)).not.toContain('a-password');
});
