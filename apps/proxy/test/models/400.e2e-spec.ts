import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it.each([
  ['provider', 'nobody'], ['provider', ''], ['type', 'image'], ['type', 'Chat'], ['type', ''],
])('a filter that does not exist is refused and named: %s=%s', async (filter, value) => {
  const response = await proxy.get(`/v1/models?${filter}=${value}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { message: expect.any(String) as string, type: 'invalid_request_error', param: filter, code: null } });
});

it.each(['provider', 'type'])('a filter given twice is refused: %s', async (filter) => {
  const response = await proxy.get(`/v1/models?${filter}=openai&${filter}=google`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { param: filter } });
});
