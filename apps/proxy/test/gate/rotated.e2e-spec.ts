import { hashKey, mintKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const status = async (key: string) => (await proxy.get('/v1/models', { key })).status;

/** Gives the key's new secret. */
async function rotate(secret: string, previousUntil: Date): Promise<string> {
  const { secret: fresh, hash } = mintKey();
  await proxy.change(`UPDATE api_key SET previous_hash = hash, previous_until = '${previousUntil.toISOString()}', hash = '${hash}' WHERE hash = '${hashKey(secret)}'`);
  return fresh;
}

it('both secrets of a rotated key work while the overlap lasts', async () => {
  const older = await proxy.addKey();
  const newer = await rotate(older, new Date(Date.now() + 3_600_000));
  expect([await status(older), await status(newer)]).toEqual([200, 200]);
  const newest = await rotate(newer, new Date(Date.now() + 3_600_000));
  expect([await status(older), await status(newer), await status(newest)]).toEqual([401, 200, 200]);
});

it('the older one is any wrong key afterwards', async () => {
  const older = await proxy.addKey();
  const newer = await rotate(older, new Date(Date.now() - 1000));
  expect([await status(older), await status(newer)]).toEqual([401, 200]);
  const [refused, unknown] = [await proxy.get('/v1/models', { key: older }), await proxy.get('/v1/models', { key: mintKey().secret })];
  expect(await refused.text()).toBe(await unknown.text());
});
