import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import type { RunningProxy } from '../harness/start-proxy.js';
import { startTwo, type TwoProxies } from './two-proxies.js';

const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
const callers = 40;

let two: TwoProxies;
let one: RunningProxy;
let urls: string[];
beforeAll(async () => {
  two = await startTwo();
  ({ one, urls } = two);
  await one.change("INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('second', 'gpt-4o-mini', 'vllm', 'own-mini', 9, 'admin')");
  await two.another.refresh();
});
afterAll(() => two?.close());

async function post(url: string, path: string): Promise<{ skipped?: { reason: string }[] }> {
  const response = await fetch(url + path, { method: 'POST', body, headers: { authorization: `Bearer ${one.key}`, 'content-type': 'application/json' } });
  expect(response.status).toBe(200);
  return (await response.json()) as never;
}
/** Looks without asking the target. */
async function untilBoth(isSkipped: boolean): Promise<void> {
  for (const url of urls) while (((await post(url, '/v1/route/explain')).skipped ?? []).length > 0 !== isSkipped) continue;
}
const askedFirst = () => one.upstream.received.filter(({ body: sent }) => (sent as { model: string }).model === 'gpt-4o-mini').length;

it('what one proxy found out both go by, one call of both finds out when it is over, and then all go there again', async () => {
  let awaited = 0;
  const answered: number[] = [];
  one.upstream.answer(async (response, received) => {
    const isFirst = (received.body as { model: string }).model === 'gpt-4o-mini';
    if (!isFirst) return json(openaiReply())(response, received);
    while (answered.length < awaited) await new Promise(setImmediate); // the one that finds out is answered last
    return (awaited > 0 ? json(openaiReply()) : json({ error: { message: 'down' } }, 500))(response, received);
  });
  for (let time = 0; time < 5; time += 1) await post(urls[0], '/v1/chat/completions');
  await untilBoth(true);
  await untilBoth(false);
  expect(askedFirst()).toBe(5);
  awaited = callers - 1;
  await Promise.all(Array.from({ length: callers }, async (_, caller) => {
    await post(urls[caller % 2], '/v1/chat/completions');
    answered.push(caller);
  }));
  expect(askedFirst()).toBe(6);
  await untilBoth(false);
  for (const url of urls) {
    const before = askedFirst();
    while (askedFirst() === before) await post(url, '/v1/chat/completions');
  }
}, 60_000);
