import type { Redis } from 'ioredis';
import { createProxy } from '../../src/create-proxy.js';
import { readProxyEnv } from '../../src/env.js';
import type { RunningProxy } from '../harness/start-proxy.js';
import { ask, askInParallel, expectExactly, withinOneMinute } from './callers.js';
import { startTwo, type TwoProxies } from './two-proxies.js';

let two: TwoProxies;
let one: RunningProxy;
let urls: string[];
let redis: Redis;
beforeAll(async () => {
  two = await startTwo();
  ({ one, urls, redis } = two);
});
afterAll(() => two?.close());

const readiness = async (url: string) => (await fetch(`${url}/health/ready`)).json() as Promise<{ status: string }>;

/** Each proxy tells the others every second that it is there, and learns how many there are. */
async function everybodyHasSeenTheOthers(): Promise<void> {
  const seen = () => redis.zrange('aiproxy:processes', '0', '-1', 'WITHSCORES');
  const before = new Set(await seen());
  while ((await seen()).filter((item) => !before.has(item)).length < urls.length) continue;
}

it.each([1, 64, 200, 639])('64 parallel callers on two proxies get exactly the %i requests of a minute, and each remainder is told once', async (limit) => {
  expectExactly(limit, 10, await withinOneMinute(async () => askInParallel(urls, await one.addKey({}, { requestsPerMinute: limit }), 10)));
});

it('what one proxy has counted the other tells', async () => {
  const answers = await withinOneMinute(async () => {
    const key = await one.addKey({}, { requestsPerMinute: 3 });
    return [await ask(urls[0], key), await ask(urls[1], key), await ask(urls[1], key), await ask(urls[0], key), await ask(urls[1], key)];
  });
  expect(answers.map(({ status, limit, remaining }) => [status, limit, remaining])).toEqual([[200, 3, 2], [200, 3, 1], [200, 3, 0], [429, 3, 0], [429, 3, 0]]);
});

it('a proxy without REDIS_URL is refused beside those that have it', async () => {
  await expect(createProxy(readProxyEnv({ LOG_LEVEL: 'silent', DATA_DIR: one.dataDirectory }), one.databaseUrl)).rejects.toMatchObject({ kind: 'second-proxy' });
}, 20_000);

it('while the server is silent both serve at their share, say that they are degraded, and count together again afterwards', async () => {
  const key = await one.addKey({}, { requestsPerMinute: 1000 });
  await everybodyHasSeenTheOthers();
  for (const url of urls) expect(await readiness(url)).toEqual({ status: 'ok', reasons: [] });
  await redis.client('PAUSE', 4000, 'ALL');
  for (const url of urls) {
    while ((await readiness(url)).status === 'ok') await ask(url, key);
    expect(await ask(url, key)).toMatchObject({ status: 200, limit: 500 });
    expect(await readiness(url)).toEqual({ status: 'degraded', reasons: ['counters_unreachable'] });
  }
  for (const url of urls) while ((await readiness(url)).status === 'degraded') continue;
  for (const url of urls) expect(await ask(url, key)).toMatchObject({ status: 200, limit: 1000 });
}, 20_000);
