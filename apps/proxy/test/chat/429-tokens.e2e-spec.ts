import { json, reset, stream } from '../harness/fake-upstream.js';
import { openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1' }); });
afterAll(() => proxy.close());

const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 100 };
const input = (some: object = body) => Math.ceil(JSON.stringify(some).length / 4);
/** What the fake upstream tells: 12 in, 7 out. */
const real = 19;
const remaining = ({ headers }: Response) => Number(headers.get('x-ratelimit-remaining-tokens'));
const minute = () => Math.floor(Date.now() / 60_000);

/** With a new key, within one window: those are aligned to the clock, so one may end meanwhile. */
async function inOneMinute<T>(tokensPerMinute: number, run: (send: (some?: object) => Promise<Response>) => Promise<T>): Promise<T> {
  const key = await proxy.addKey({}, { tokensPerMinute });
  const begun = minute();
  const result = await run((some = body) => proxy.post('/v1/chat/completions', some, { key }));
  return minute() === begun ? result : inOneMinute(tokensPerMinute, run);
}

it('the estimate is held while a request is under way, its real usage counts afterwards', async () => {
  proxy.upstream.answer(json(openaiReply()));
  const [first, second] = await inOneMinute(10_000, async (send) => {
    const answers = [await send(), await send()];
    for (const answer of answers) await answer.arrayBuffer();
    return answers;
  });
  expect(first.headers.get('x-ratelimit-limit-tokens')).toBe('10000');
  expect(first.headers.get('x-ratelimit-reset-tokens')).toMatch(/^(\d+m)?[\d.]+m?s$/);
  expect([remaining(first), remaining(second)]).toEqual([10_000 - input() - 100, 10_000 - real - input() - 100]);
});

it.each<[string, object, () => void, number]>([
  ['a stream\'s usage is counted as it was told', { ...body, stream: true }, () => proxy.upstream.answer(stream(openaiStream('Hello'))), real],
  ['a request that never reached its provider costs nothing', body, () => proxy.upstream.answer(reset), 0],
  ['what a provider refused costs nothing', body, () => proxy.upstream.answer(json({ error: { message: 'no' } }, 400)), 0],
])('%s', async (_, asked, upstream, used) => {
  const left = await inOneMinute(10_000, async (send) => {
    upstream();
    await (await send(asked)).arrayBuffer();
    proxy.upstream.answer(json(openaiReply()));
    return remaining(await send());
  });
  expect(left).toBe(10_000 - used - input() - 100);
});

it('a stream that breaks off counts by an estimate of what was shown, and is over', async () => {
  const left = await inOneMinute(10_000, async (send) => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('x'.repeat(400)), { after: 'cut' }));
    await (await send({ ...body, stream: true })).text();
    proxy.upstream.answer(json(openaiReply()));
    return remaining(await send());
  });
  const used = 10_000 - input() - 100 - left;
  expect(used).toBeGreaterThanOrEqual(100);
  expect(used).toBeLessThan(input({ ...body, stream: true }) + 130);
});

it('what does not fit is refused without a call, and told when to come back', async () => {
  proxy.upstream.answer(json(openaiReply()));
  const refused = await inOneMinute(input() + 100 + real - 1, async (send) => {
    await (await send()).arrayBuffer();
    proxy.upstream.received.length = 0;
    return send();
  });
  expect(refused.status).toBe(429);
  expect(proxy.upstream.received).toEqual([]);
  expect(await refused.json()).toEqual({ error: { message: expect.stringMatching(/tokens per minute; this request needs about \d+, and \d+ are left\. Try again in \d+ s\./) as string, type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } });
  expect(remaining(refused)).toBe(input() + 99);
  expect(Number(refused.headers.get('retry-after-ms'))).toBeLessThanOrEqual(60_000);
  expect(Math.ceil(Number(refused.headers.get('retry-after-ms')) / 1000)).toBe(Number(refused.headers.get('retry-after')));
  expect([refused.headers.has('x-ratelimit-limit'), refused.headers.has('x-should-retry')]).toEqual([false, false]);
});

it('what is larger than the limit itself is refused for good, both figures told', async () => {
  proxy.upstream.received.length = 0;
  const key = await proxy.addKey({}, { tokensPerMinute: 500 });
  const response = await proxy.post('/v1/chat/completions', { ...body, max_tokens: 4000 }, { key });
  expect([response.status, response.headers.get('x-should-retry'), response.headers.get('retry-after')]).toEqual([429, 'false', null]);
  const { error } = (await response.json()) as { error: { message: string; code: string } };
  expect(error.code).toBe('rate_limit_exceeded');
  expect(error.message).toContain(`${input({ ...body, max_tokens: 4000 }) + 4000} tokens`);
  expect(error.message).toContain('500 per minute');
  expect(proxy.upstream.received).toEqual([]);
});

it('of parallel requests no more are let in than the limit has room for, before any of them is over', async () => {
  const statuses = await inOneMinute((input() + 100) * 3, async (send) => {
    const refused: number[] = [];
    proxy.upstream.answer(async (response, received) => {
      while (refused.length < 9) await new Promise(setImmediate);
      return json(openaiReply())(response, received);
    });
    return Promise.all(Array.from({ length: 12 }, async () => {
      const { status } = await send();
      if (status === 429) refused.push(status);
      return status;
    }));
  });
  expect(statuses.filter((status) => status === 200)).toHaveLength(3);
  expect(statuses.filter((status) => status === 429)).toHaveLength(9);
});

it('embeddings hold their input alone', async () => {
  proxy.upstream.answer(json({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.1] }], model: 'x', usage: { prompt_tokens: 5, total_tokens: 5 } }));
  const asked = { model: 'text-embedding-3-small', input: 'x'.repeat(400) };
  const ask = async (): Promise<number> => {
    const key = await proxy.addKey({}, { tokensPerMinute: 10_000 });
    const response = await proxy.post('/v1/embeddings', asked, { key });
    expect(response.status).toBe(200);
    return remaining(response);
  };
  expect(await ask()).toBe(10_000 - input(asked));
});

it('a key without a limit on tokens is told none', async () => {
  proxy.upstream.answer(json(openaiReply()));
  const response = await proxy.post('/v1/chat/completions', body);
  expect([...response.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
});
