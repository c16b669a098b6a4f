import { InProcessCounters } from '#counters/in-process-counters';
import { SharedCounters } from '#counters/shared-counters';
import { createLogger } from '#server/log/logger';
import { isCountingShared, openCounters } from './open-counters.js';

let log: string[];
const logger = createLogger('info', { write: (line) => { log.push(line); } });
beforeEach(() => {
  log = [];
});

it('a proxy without REDIS_URL counts for itself, and nothing is amiss', async () => {
  const counters = await openCounters(undefined, logger);
  expect(counters).toBeInstanceOf(InProcessCounters);
  expect([isCountingShared(counters), log]).toEqual([true, []]);
});

it('a server that cannot be reached is told once, with the reason and without the password', async () => {
  const counters = await openCounters('redis://:a-password@127.0.0.1:1', logger) as SharedCounters;
  await counters.take('key', [{ name: 'minute', limit: 1, seconds: 60 }], 0);
  await counters.close();
  expect(isCountingShared(counters)).toBe(false);
  expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([expect.objectContaining({ level: 'warn', processes: 1, reason: 'ECONNREFUSED', message: expect.stringContaining('its share of each limit') as string })]);
  expect(log.join('')).not.toContain('a-password');
});
