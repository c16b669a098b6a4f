import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const limits = (response: Response) => Object.fromEntries(['limit', 'remaining'].flatMap((name) => [
  [name, response.headers.get(`x-ratelimit-${name}`)], [`${name}-requests`, response.headers.get(`x-ratelimit-${name}-requests`)],
]));

describe('a limited key', () => {
  it('sees what is left on every answer, in both families of headers, and a 429 with the time to wait', async () => {
    const key = await proxy.addKey({}, { requestsPerMinute: 2 });
    const answers = [await proxy.get('/v1/models', { key }), await proxy.post('/v1/chat/completions', {}, { key }), await proxy.get('/v1/models', { key })];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 429]);
    expect(answers.map(limits)).toEqual(['1', '0', '0'].map((left) => ({ limit: '2', 'limit-requests': '2', remaining: left, 'remaining-requests': left })));
    const { headers } = answers[2];
    const waitMs = Number(headers.get('retry-after-ms'));
    expect(waitMs).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBe(Math.ceil(waitMs / 1000));
    expect(Math.abs(Number(headers.get('x-ratelimit-reset')) * 1000 - (Date.now() + waitMs))).toBeLessThan(1500);
    expect(await answers[2].json()).toMatchObject({ error: { type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null } });
  });

  it('is told not to retry by itself when the window that refused is far from its end', async () => {
    const key = await proxy.addKey({}, { requestsPerMinute: 5, requestsPerDay: 1 });
    await proxy.get('/v1/models', { key });
    const { status, headers } = await proxy.get('/v1/models', { key });
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([429, '1']);
    expect(headers.get('x-should-retry')).toBe(Number(headers.get('retry-after-ms')) > 60_000 ? 'false' : null);
  });

  it('does not take from another one, and an unlimited key has no limit headers', async () => {
    const [one, other] = [await proxy.addKey({}, { requestsPerMinute: 1 }), await proxy.addKey({}, { requestsPerMinute: 1 })];
    expect((await proxy.get('/v1/models', { key: one })).status).toBe(200);
    expect((await proxy.get('/v1/models', { key: one })).status).toBe(429);
    expect((await proxy.get('/v1/models', { key: other })).status).toBe(200);
    expect((await proxy.get('/v1/models')).headers.has('x-ratelimit-limit')).toBe(false);
  });
});
