import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { hashKey } from '#access/key';
import { json, stream } from '../harness/fake-upstream.js';
import { eventually } from '../harness/eventually.js';
import { openaiFrames, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1' }); });
afterAll(() => proxy.close());

const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };

/** A request that the upstream keeps waiting until `finish`. */
async function begin(key: string, some: { model?: string; signal?: AbortSignal } = {}) {
  const { signal, model = body.model } = some;
  const arrived = new Promise<ServerResponse>((resolve) => proxy.upstream.answer((response) => resolve(response)));
  const answer = proxy.post('/v1/chat/completions', { ...body, model }, { key, ...(signal && { signal }) });
  answer.catch(() => undefined);
  const response = await arrived;
  proxy.upstream.answer(json(openaiReply()));
  const finish = async () => {
    await json(openaiReply())(response, {} as never);
    return (await answer).arrayBuffer();
  };
  return { answer, finish, cut: () => response.destroy() };
}
const ask = (key: string, model = body.model) => proxy.post('/v1/chat/completions', { ...body, model }, { key });

it('a key with as many requests under way as it may have is refused at once, until one ends', async () => {
  const key = await proxy.addKey({}, { concurrentRequests: 2 });
  const [one, other] = [await begin(key), await begin(key)];
  const refused = await ask(key);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toEqual({ error: { message: 'This API key may have 2 requests under way at a time. Try again when one has ended.', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } });
  expect([refused.headers.get('retry-after'), refused.headers.has('x-ratelimit-limit'), refused.headers.has('x-should-retry')]).toEqual(['1', false, false]);
  await one.finish();
  expect((await ask(key)).status).toBe(200);
  await other.finish();
});

it('a place is free again when its caller hangs up', async () => {
  const key = await proxy.addKey({}, { concurrentRequests: 1 });
  const leaving = new AbortController();
  await begin(key, { signal: leaving.signal });
  expect((await ask(key)).status).toBe(429);
  leaving.abort();
  expect((await eventually(() => ask(key), 200)).status).toBe(200);
});

it('a place is free again when its provider fails', async () => {
  const key = await proxy.addKey({}, { concurrentRequests: 1 });
  const { answer, cut } = await begin(key);
  cut();
  expect((await answer).status).toBe(502);
  expect((await ask(key)).status).toBe(200);
});

it('a stream takes its place until its last frame', async () => {
  const key = await proxy.addKey({}, { concurrentRequests: 1 });
  let upstream: ServerResponse | undefined;
  proxy.upstream.answer(async (response, received) => {
    upstream = response;
    await stream(openaiFrames.start + openaiFrames.text('Hello'), { after: 'hang' })(response, received);
  });
  const streaming = await proxy.post('/v1/chat/completions', { ...body, stream: true }, { key });
  const reader = streaming.body?.getReader();
  await reader?.read();
  proxy.upstream.answer(json(openaiReply()));
  expect((await ask(key)).status).toBe(429);
  upstream?.end(openaiFrames.finish + openaiFrames.usage + openaiFrames.done);
  await once(upstream!, 'close');
  while (!(await reader?.read())?.done) continue;
  expect((await ask(key)).status).toBe(200);
});

it('a request that was refused for anything else takes no place', async () => {
  const key = await proxy.addKey({}, { concurrentRequests: 1 });
  expect((await ask(key, 'gpt-none')).status).toBe(404);
  expect((await proxy.post('/v1/chat/completions', { ...body, messages: 'x' }, { key })).status).toBe(400);
  expect((await ask(key)).status).toBe(200);
});

it('a limit of a model holds for the models that it names, whatever name they are asked for by, and the key\'s own goes before its tier\'s', async () => {
  const none = { requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null };
  const key = await proxy.addKey({}, { concurrentRequests: 1, modelLimits: [{ ...none, models: 'gpt-4o-*', concurrentRequests: 1 }] });
  await proxy.change(`UPDATE api_key SET limits = '{"concurrentRequests": null}' WHERE hash = '${hashKey(key)}';
    INSERT INTO alias (id, model_id, source) VALUES ('small', 'gpt-4o-mini', 'admin')`);
  const one = await begin(key);
  for (const model of ['gpt-4o-mini', 'openai/gpt-4o-mini', 'small']) {
    const refused = await ask(key, model);
    expect([refused.status, ((await refused.json()) as { error: { message: string } }).error.message]).toEqual([429, expect.stringContaining('of models like "gpt-4o-*"')]);
  }
  expect((await ask(key, 'gpt-4o')).status).toBe(200);
  await one.finish();
  expect((await ask(key)).status).toBe(200);
});

it('requests of a model are counted by the minute, told by the headers of requests', async () => {
  const run = async (): Promise<Response[]> => {
    const none = { requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };
    const key = await proxy.addKey({}, { requestsPerMinute: 100, modelLimits: [{ ...none, models: 'gpt-4o-mini', requestsPerMinute: 2 }] });
    const begun = Math.floor(Date.now() / 60_000);
    const answers = [await ask(key), await ask(key, 'gpt-4o'), await ask(key), await ask(key), await ask(key, 'gpt-4o')];
    return Math.floor(Date.now() / 60_000) === begun ? answers : run();
  };
  const answers = await run();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 200]);
  expect(answers.map(({ headers }) => [headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')])).toEqual([['100', '99'], ['100', '98'], ['100', '97'], ['2', '0'], ['100', '95']]);
  expect(((await answers[3]?.json()) as { error: { message: string } }).error.message).toContain('2 requests per minute of models like "gpt-4o-mini"');
});
