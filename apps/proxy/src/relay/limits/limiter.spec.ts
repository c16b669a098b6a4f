import { InProcessCounters } from '#counters/in-process-counters';
import { ApiError } from '#server/errors/api-error';
import { Limiter, type Held } from './limiter.js';
import { OutputHistory } from './output-history.js';
import { taskOf, unlimited, type TaskFacts } from '../testing/task.js';

const noon = Date.UTC(2026, 10, 24, 12);

describe('the limits in the relay', () => {
  const clock = { nowMs: noon, now() { return this.nowMs; } };
  let limiter: Limiter;
  let outputs: OutputHistory;
  let shown: Record<string, string>;
  beforeEach(() => {
    clock.nowMs = noon;
    outputs = new OutputHistory();
    limiter = new Limiter(new InProcessCounters(), outputs, clock);
  });
  afterEach(() => limiter.renew()); // with nothing under way the timer stops

  const held = new Map<string, Held>();
  const hold = (facts: Partial<TaskFacts>) => {
    shown = {};
    const task = taskOf(facts);
    const own = limiter.start(task);
    held.set(task.requestId, own);
    return limiter.hold(own, task.resolved.model, (headers) => Object.assign(shown, headers));
  };
  const settle = ({ id = 'req_1', keyId = 'key_1' }: Partial<TaskFacts>, tokens = 0, outputTokens = 0) => {
    outputs.note(keyId, outputTokens);
    limiter.settle(held.get(id)!, tokens);
  };
  const refusal = async (facts: Partial<TaskFacts>) => {
    const error = await hold(facts)?.then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    const { code, status, message, headers } = error as ApiError;
    expect([code, status]).toEqual(['rate_limit_exceeded', 429]);
    return { message, headers };
  };

  it('are not asked about where there are none', () => {
    expect(hold({ limits: { requestsPerMinute: 1 }, modelLimits: [{ ...unlimited, models: 'claude-*', concurrentRequests: 0 }] })).toBeUndefined();
  });

  it('hold the estimate, then count what was used, more or less than it', async () => {
    const facts = { limits: { tokensPerMinute: 1000 }, maxTokens: 300 };
    await hold({ ...facts, id: 'a' });
    expect(shown).toEqual({ 'x-ratelimit-limit-tokens': '1000', 'x-ratelimit-remaining-tokens': '600', 'x-ratelimit-reset-tokens': '1m0s' });
    settle({ ...facts, id: 'a' }, 20);
    await hold({ ...facts, id: 'b' });
    expect(shown['x-ratelimit-remaining-tokens']).toBe('580');
    settle({ ...facts, id: 'b' }, 900);
    const { message, headers } = await refusal({ ...facts, id: 'c' });
    expect(message).toBe('This API key may use 1000 tokens per minute; this request needs about 400, and 80 are left. Try again in 60 s.');
    expect(headers).toMatchObject({ 'retry-after': '60', 'retry-after-ms': '60000' });
    expect(shown).toMatchObject({ 'x-ratelimit-remaining-tokens': '80' });
    clock.nowMs += 60_000;
    await expect(hold({ ...facts, id: 'd' })).resolves.toBeUndefined();
  });

  it('refuse for good what can never be served, and say how large it is', async () => {
    const { message, headers } = await refusal({ limits: { tokensPerMinute: 1000 }, maxTokens: 901 });
    expect(message).toContain('about 1001 tokens; this API key may use 1000 per minute');
    expect(headers).toEqual({ 'x-should-retry': 'false' });
    await expect(hold({ limits: { tokensPerMinute: 1000 }, maxTokens: 900 })).resolves.toBeUndefined();
  });

  it('never keep a request out for good by a guess alone', async () => {
    await expect(hold({ limits: { tokensPerMinute: 200 } })).resolves.toBeUndefined();
    expect(shown['x-ratelimit-remaining-tokens']).toBe('0');
  });

  it('guess by the answers that the key had before', async () => {
    const facts = { limits: { tokensPerMinute: 100_000 } };
    await hold({ ...facts, id: 'a' });
    expect(shown['x-ratelimit-remaining-tokens']).toBe(String(100_000 - 1124));
    settle({ ...facts, id: 'a' }, 150, 50);
    await hold({ ...facts, id: 'b' });
    expect(shown['x-ratelimit-remaining-tokens']).toBe(String(100_000 - 150 - 150));
  });

  it('on requests under way are free again when one is settled, and say to come back in a second', async () => {
    const facts = { limits: { concurrentRequests: 1 } };
    await hold({ ...facts, id: 'a' });
    const { message, headers } = await refusal({ ...facts, id: 'b' });
    expect(message).toContain('1 request under way at a time');
    expect([headers, shown]).toEqual([{ 'retry-after': '1', 'retry-after-ms': '1000' }, {}]);
    settle({ ...facts, id: 'a' });
    await expect(hold({ ...facts, id: 'c' })).resolves.toBeUndefined();
  });

  it('on requests under way hold for as long as the request is renewed', async () => {
    const facts = { limits: { concurrentRequests: 1 } };
    await hold({ ...facts, id: 'a' });
    for (let third = 0; third < 6; third += 1) {
      clock.nowMs += 50_000;
      await limiter.renew();
    }
    await refusal({ ...facts, id: 'b' });
    clock.nowMs += 60_000; // nobody renewed
    await expect(hold({ ...facts, id: 'c' })).resolves.toBeUndefined();
  });

  it('on models are counted apart from one another and from the key\'s own, each entry that matches', async () => {
    const modelLimits = [
      { ...unlimited, models: 'gpt-*', requestsPerMinute: 2 },
      { ...unlimited, models: '*', requestsPerDay: 3 },
      { ...unlimited, models: 'claude-*', tokensPerMinute: 1 },
    ];
    const ask = (id: string, modelId = 'gpt-4o', keyId = 'key_1') => ({ id, keyId, modelLimits, model: { id: modelId }, maxTokens: 1 });
    await hold(ask('a'));
    await hold(ask('b'));
    const minute = await refusal(ask('c'));
    expect(minute.message).toContain('2 requests per minute of models like "gpt-*"');
    expect(shown).toMatchObject({ 'X-RateLimit-Limit': '2', 'X-RateLimit-Remaining': '0' });
    await hold(ask('d', 'mistral-large'));
    const day = await refusal(ask('e', 'mistral-large'));
    expect(day.message).toContain('3 requests per day of models like "*"');
    expect(day.headers).toMatchObject({ 'retry-after': '43200', 'x-should-retry': 'false' });
    expect((await refusal(ask('f', 'claude-x'))).message).toContain('1 per minute of models like "claude-*"');
    await expect(hold(ask('g', 'gpt-4o', 'key_2'))).resolves.toBeUndefined();
  });

  it('of two entries with one pattern both count', async () => {
    const modelLimits = [{ ...unlimited, models: '*', concurrentRequests: 5 }, { ...unlimited, models: '*', concurrentRequests: 1 }];
    await hold({ id: 'a', modelLimits });
    expect((await refusal({ id: 'b', modelLimits })).message).toContain('1 request under way');
  });

  it('hold a model once, however many branches of a request come to it at a time', async () => {
    const task = taskOf({ limits: { concurrentRequests: 1, tokensPerMinute: 1000 }, maxTokens: 100 });
    const own = limiter.start(task);
    const show = () => undefined;
    await Promise.all([1, 2, 3].map(async () => limiter.hold(own, task.resolved.model, show)));
    expect(own.ids).toEqual(['req_1']);
    limiter.settle(own, 10);
    await hold({ id: 'after', limits: { tokensPerMinute: 1000 }, maxTokens: 100 });
    expect(shown['x-ratelimit-remaining-tokens']).toBe('790'); // 10 of the first, 200 held
  });
});
