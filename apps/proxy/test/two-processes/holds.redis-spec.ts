import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import type { RunningProxy } from '../harness/start-proxy.js';
import { startTwo, type TwoProxies } from './two-proxies.js';

const callers = 64;
const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 100 });
const estimate = Math.ceil(body.length / 4) + 100;
/** What the fake upstream tells. */
const real = 19;

let two: TwoProxies;
let one: RunningProxy;
let urls: string[];
beforeAll(async () => {
  two = await startTwo();
  ({ one, urls } = two);
});
afterAll(() => two?.close());

async function ask(url: string, key: string): Promise<{ status: number; remaining: number }> {
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } });
  await response.arrayBuffer();
  return { status: response.status, remaining: Number(response.headers.get('x-ratelimit-remaining-tokens')) };
}

/** 64 callers at once, one proxy and the other by turns; the provider answers none of them before `refusals` were refused. */
async function atOnce(key: string, refusals: number): Promise<{ status: number; remaining: number }[]> {
  const refused: number[] = [];
  one.upstream.answer(async (response, received) => {
    while (refused.length < refusals) await new Promise(setImmediate);
    return json(openaiReply())(response, received);
  });
  return Promise.all(Array.from({ length: callers }, async (_, caller) => {
    const answer = await ask(urls[caller % 2], key);
    if (answer.status === 429) refused.push(caller);
    return answer;
  }));
}

const minute = () => Math.floor(Date.now() / 60_000);

it.each([1, 5, 33])('of 64 callers on two proxies exactly %i have a request under way', async (concurrentRequests) => {
  const answers = await atOnce(await one.addKey({}, { concurrentRequests }), callers - concurrentRequests);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(concurrentRequests);
});

it('a place that was freed at one proxy is free at the other', async () => {
  const key = await one.addKey({}, { concurrentRequests: 1 });
  one.upstream.answer(json(openaiReply()));
  expect((await ask(urls[0], key)).status).toBe(200);
  while ((await ask(urls[1], key)).status !== 200) continue; // the answer is not kept back for the counters to hear of its end
});

it('of 64 callers on two proxies exactly as many are let in as the tokens of a minute have room for; what was used is then told alike by both', async () => {
  const run = async (): Promise<{ served: number; told: number[] }> => {
    const limit = estimate * 7 + 1;
    const key = await one.addKey({}, { tokensPerMinute: limit });
    const begun = minute();
    const served = (await atOnce(key, callers - 7)).filter(({ status }) => status === 200).length;
    one.upstream.answer(json(openaiReply()));
    const told = [];
    for (const url of urls) told.push(limit - (await ask(url, key)).remaining);
    return minute() === begun ? { served, told } : run();
  };
  expect(await run()).toEqual({ served: 7, told: [7 * real + estimate, 8 * real + estimate] });
});
