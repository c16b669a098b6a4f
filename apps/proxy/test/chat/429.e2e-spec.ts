import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const send = (key: string) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { key });

/** Both families of limit headers, as numbers; the durations in seconds. */
function limits({ headers }: Response) {
  const number = (name: string) => Number(headers.get(name));
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(headers.get('x-ratelimit-reset-requests')?.replace(/(\d+)ms$/, (_, ms) => `${Number(ms) / 1000}s`) ?? '');
  const [hours, minutes, seconds] = (parts ?? []).slice(1).map((part) => Number(part ?? 0));
  return {
    limit: [number('x-ratelimit-limit'), number('x-ratelimit-limit-requests')],
    remaining: [number('x-ratelimit-remaining'), number('x-ratelimit-remaining-requests')],
    resetSeconds: number('x-ratelimit-reset') - Date.now() / 1000,
    durationSeconds: (hours ?? NaN) * 3600 + (minutes ?? NaN) * 60 + (seconds ?? NaN),
  };
}

/** Three requests of a new key in one window: windows are aligned to the clock, so one may end between them. */
async function threeInOneMinute(): Promise<Response[]> {
  const key = await proxy.addKey({}, { requestsPerMinute: 2 });
  const minute = () => Math.floor(Date.now() / 60_000);
  const begun = minute();
  proxy.upstream.received.length = 0;
  const answers = [await send(key), await send(key), await send(key)];
  return minute() === begun ? answers : threeInOneMinute();
}

it('a key beyond the requests of a minute is refused without a call, and both families of headers tell the same', async () => {
  const answers = await threeInOneMinute();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(proxy.upstream.received).toHaveLength(2);
  expect(answers.map(limits).map(({ limit, remaining }) => ({ limit, remaining }))).toEqual([
    { limit: [2, 2], remaining: [1, 1] }, { limit: [2, 2], remaining: [0, 0] }, { limit: [2, 2], remaining: [0, 0] },
  ]);
  for (const { resetSeconds, durationSeconds } of answers.map(limits)) {
    expect(durationSeconds).toBeGreaterThan(0);
    expect(durationSeconds).toBeLessThanOrEqual(60);
    expect(Math.abs(resetSeconds - durationSeconds)).toBeLessThan(2);
  }
  const refused = answers[2];
  expect(await refused.json()).toEqual({ error: { message: expect.stringContaining('2 requests per minute') as string, type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } });
  expect(Math.abs(Number(refused.headers.get('retry-after')) - limits(refused).durationSeconds)).toBeLessThanOrEqual(1);
  expect(refused.headers.get('x-should-retry')).toBeNull();
});

it('one key at its limit leaves another alone', async () => {
  const [busy, calm] = [await proxy.addKey({}, { requestsPerDay: 1 }), await proxy.addKey({}, { requestsPerDay: 1 })];
  expect([(await send(busy)).status, (await send(busy)).status, (await send(calm)).status]).toEqual([200, 429, 200]);
});

it('a key beyond the requests of a day is shown that window, and told not to wait for a far end of it', async () => {
  const key = await proxy.addKey({}, { requestsPerMinute: 100, requestsPerDay: 1 });
  const first = limits(await send(key));
  expect([first.limit, first.remaining]).toEqual([[100, 100], [99, 99]]);
  const refused = await send(key);
  expect(refused.status).toBe(429);
  expect(limits(refused)).toMatchObject({ limit: [1, 1], remaining: [0, 0] });
  expect(refused.headers.get('x-should-retry')).toBe(Number(refused.headers.get('retry-after-ms')) > 60_000 ? 'false' : null);
});
