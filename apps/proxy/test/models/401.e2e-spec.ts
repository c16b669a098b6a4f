import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it.each(['/v1/models', '/v1/models?type=image', '/v1/models/gpt-4o-mini', '/v1/models/gpt-none'])('%s tells nothing to somebody without a key', async (path) => {
  const response = await proxy.get(path, { key: null });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.json()).toEqual({
    error: { message: 'Missing or invalid API key. Send it as "Authorization: Bearer <key>".', type: 'authentication_error', param: null, code: 'invalid_api_key' },
  });
});
