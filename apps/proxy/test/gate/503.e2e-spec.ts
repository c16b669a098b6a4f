import { mintKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it('of more unknown keys than are asked for in a second the rest is told that nobody knows, never that they are wrong; known keys go on', async () => {
  const asked = Array.from({ length: 400 }, () => proxy.get('/v1/models', { key: mintKey().secret }));
  const known = await proxy.get('/v1/models');
  const answers = await Promise.all(asked);
  const unsure = answers.filter(({ status }) => status === 503);
  expect([known.status, new Set(answers.map(({ status }) => status))]).toEqual([200, new Set([401, 503])]);
  expect(unsure.length).toBeGreaterThan(0);
  expect([unsure[0]?.headers.get('retry-after'), await unsure[0]?.json()]).toEqual(['1', { error: expect.objectContaining({ type: 'api_error', code: 'keys_unavailable' }) as object }]);
});
