import { hashKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

it('without TRUST_PROXY nobody gets in by naming an address in X-Forwarded-For', async () => {
  const key = await proxy.addKey();
  const allow = (networks: string) => proxy.change(`UPDATE api_key SET allowed_addresses = '{${networks}}' WHERE hash = '${hashKey(key)}'`);
  const ask = () => proxy.get('/v1/models', { key, headers: { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7', 'x-real-ip': '198.51.100.7' } });
  await allow('198.51.100.0/24');
  expect((await ask()).status).toBe(403);
  await allow('127.0.0.0/8');
  expect((await ask()).status).toBe(200);
});
