import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => {
  proxy = await startProxy({ REDIS_URL: 'redis://127.0.0.1:1' }); // nobody listens there
  proxy.upstream.answer(json(openaiReply()));
});
afterAll(() => proxy.close());

it('a proxy whose REDIS_URL cannot be reached starts, serves within its share of each limit, and says so', async () => {
  const ready = await proxy.get('/health/ready', { key: null });
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'degraded', reasons: ['counters_unreachable'] }]);
  const key = await proxy.addKey({}, { requestsPerDay: 2 });
  const statuses = [];
  for (let request = 0; request < 3; request += 1) {
    statuses.push((await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { key })).status);
  }
  expect(statuses).toEqual([200, 200, 429]);
});
