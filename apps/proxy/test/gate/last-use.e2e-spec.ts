import { hashKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let databaseUrl: string;
beforeAll(async () => { proxy = await startProxy({ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'silent' }); ({ databaseUrl } = proxy); });
afterAll(() => proxy.close());

it('when a key was last used, and from where, is written by the stop and by no request', async () => {
  const [used, refused, deleted] = [await proxy.addKey(), await proxy.addKey(), await proxy.addKey()];
  await proxy.change(`UPDATE api_key SET allowed_addresses = '{192.0.2.1}' WHERE hash = '${hashKey(refused)}'`);
  const begun = Date.now();
  const ask = (key: string, address: string) => proxy.get('/v1/models', { key, headers: { 'user-agent': `client ${'x'.repeat(300)}`, 'x-forwarded-for': address } });
  for (let request = 0; request < 50; request += 1) expect((await ask(used, '203.0.113.9')).status).toBe(200);
  expect((await ask(used, '2001:db8:0:0::1')).status).toBe(200);
  expect((await ask(refused, '203.0.113.9')).status).toBe(403);
  expect((await ask(deleted, '203.0.113.9')).status).toBe(200);
  const rows = () => proxy.query('SELECT hash, used_at, address, client FROM key_use JOIN api_key ON id = key_id', databaseUrl);
  // Five seconds after the first of them they would be there: a machine that took so long proves nothing.
  if (Date.now() - begun < 4500) expect(await rows()).toEqual([]);
  const ended = Date.now();
  await proxy.query(`DELETE FROM api_key WHERE hash = '${hashKey(deleted)}'`);
  await proxy.stopAndReadLedger();
  const written = await rows();
  expect(written).toEqual([{ hash: hashKey(used), used_at: expect.any(Date) as Date, address: '2001:db8::1', client: `client ${'x'.repeat(113)}` }]);
  expect((written[0]?.used_at as Date).getTime()).toBeGreaterThanOrEqual(begun);
  expect((written[0]?.used_at as Date).getTime()).toBeLessThanOrEqual(ended);
});
