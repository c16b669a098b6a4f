import { InProcessCounters } from '#counters/in-process-counters';
import { RateStorage } from './rate-storage.js';
import { GateApp, noon, unlimited } from './testing/gate-app.js';

function limits(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => /ratelimit|retry/.test(name)));
}

describe('the limit', () => {
  const gate = new GateApp();
  beforeAll(() => gate.start());
  afterAll(() => gate.served.close());
  beforeEach(() => gate.reset());

  it('is told on every answer in both dialects, and kept', async () => {
    const secret = gate.issue({ limits: { ...unlimited, requestsPerMinute: 2, requestsPerDay: 100 } });
    gate.clock.nowMs = noon + 47_500;
    const told = { 'x-ratelimit-limit': '2', 'x-ratelimit-limit-requests': '2', 'x-ratelimit-reset': String(noon / 1000 + 60), 'x-ratelimit-reset-requests': '12.5s' };
    const first = await gate.chat(secret);
    expect([first.status, limits(first.headers)]).toEqual([200, { ...told, 'x-ratelimit-remaining': '1', 'x-ratelimit-remaining-requests': '1' }]);
    await gate.chat(secret);
    const third = await gate.chat(secret);
    expect(third).toMatchObject({ status: 429, json: { error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null } } });
    expect(limits(third.headers)).toEqual({
      ...told, 'x-ratelimit-remaining': '0', 'x-ratelimit-remaining-requests': '0', 'retry-after': '13', 'retry-after-ms': '12500',
    });
    gate.clock.nowMs = noon + 60_000;
    expect((await gate.chat(secret)).status).toBe(200);
  });

  it('of the day, once it refuses, is the one told, with the word not to retry', async () => {
    const secret = gate.issue({ limits: { ...unlimited, requestsPerMinute: 10, requestsPerDay: 1 } });
    expect((await gate.chat(secret)).headers.get('x-ratelimit-limit')).toBe('10');
    const { status, headers } = await gate.chat(secret);
    expect([status, limits(headers)]).toEqual([429, {
      'x-ratelimit-limit': '1', 'x-ratelimit-limit-requests': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset': String(noon / 1000 + 43_200), 'x-ratelimit-reset-requests': '12h0m0s',
      'retry-after': '43200', 'retry-after-ms': '43200000', 'x-should-retry': 'false',
    }]);
  });

  it('of the day alone is told as well', async () => {
    const { headers } = await gate.chat(gate.issue({ limits: { ...unlimited, requestsPerDay: 5 } }));
    expect(limits(headers)).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset-requests': '12h0m0s' });
  });

  it('is each key\'s own', async () => {
    const limits = { ...unlimited, requestsPerMinute: 1 };
    const [one, other] = [gate.issue({ limits }), gate.issue({ limits })];
    expect([(await gate.chat(one)).status, (await gate.chat(one)).status, (await gate.chat(other)).status]).toEqual([200, 429, 200]);
  });

  it('counts no request that the permission refused', async () => {
    const headers = { authorization: `Bearer ${gate.issue({ limits: { ...unlimited, requestsPerMinute: 1 } })}` };
    expect((await gate.send('/v1/embeddings', { headers })).status).toBe(403);
    expect((await gate.send('/v1/chat', { method: 'POST', headers })).status).toBe(200);
  });

  it('that does not exist is not told', async () => {
    expect(limits((await gate.chat(gate.issue())).headers)).toEqual({});
  });

  it('refuses with a body on the way so that fetch can read it', async () => {
    const headers = { authorization: `Bearer ${gate.issue({ limits: { ...unlimited, requestsPerMinute: 0 } })}` };
    expect((await gate.send('/v1/chat', { method: 'POST', headers, body: Buffer.alloc(21 * 1024 * 1024) })).status).toBe(429);
  });
});

describe('RateStorage', () => {
  it('keeps the contract of the throttler for a single window', async () => {
    const storage = new RateStorage(new InProcessCounters(), { now: () => noon + 47_500 });
    expect(await storage.increment('k', 60_000, 1, 0, 'default')).toEqual({ totalHits: 1, timeToExpire: 13, isBlocked: false, timeToBlockExpire: 0 });
    expect(await storage.increment('k', 60_000, 1, 0, 'default')).toMatchObject({ isBlocked: true, timeToBlockExpire: 13 });
  });
});
