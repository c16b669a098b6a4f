import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it('a key without the permission is known, and refused', async () => {
  const key = await proxy.addKey({ permissions: ['chat:write'] });
  for (const path of ['/v1/models', '/v1/models/gpt-4o-mini']) {
    const response = await proxy.get(path, { key });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { type: 'permission_error', code: 'permission_denied', message: expect.stringContaining('models:read') as string } });
  }
});
