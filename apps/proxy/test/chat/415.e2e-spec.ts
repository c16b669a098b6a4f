import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const send = (headers: Record<string, string>) =>
  proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { headers });

it.each([
  [{ 'content-type': 'text/plain' }], [{ 'content-type': 'application/x-www-form-urlencoded' }], [{ 'content-type': 'multipart/form-data; boundary=x' }],
  [{ 'content-type': 'application/jsonp' }], [{ 'content-encoding': 'gzip' }], [{ 'content-encoding': 'br' }],
])('%j is refused, and named', async (headers: Record<string, string>) => {
  const response = await send(headers);
  expect(response.status).toBe(415);
  const [value = ''] = Object.values(headers);
  expect(await response.json()).toEqual({ error: { message: expect.stringContaining(value) as string, type: 'invalid_request_error', param: null, code: 'unsupported_media_type' } });
  expect(proxy.upstream.received).toEqual([]);
});

it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.api+json'])('%s is JSON', async (type) => {
  expect((await send({ 'content-type': type })).status).toBe(200);
  proxy.upstream.received.length = 0;
});
