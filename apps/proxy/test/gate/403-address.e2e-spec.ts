import { hashKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let key: string;
beforeAll(async () => {
  proxy = await startProxy({ TRUST_PROXY: '127.0.0.1' });
  key = await proxy.addKey();
  await proxy.change(`UPDATE api_key SET allowed_addresses = '{198.51.100.0/24,2001:db8::/32}' WHERE hash = '${hashKey(key)}'`);
});
afterAll(() => proxy.close());

const from = (forwarded: string | undefined, own = key) => proxy.get('/v1/models', { key: own, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } });

it.each(['198.51.100.7', '2001:db8::7', '::ffff:198.51.100.7', '203.0.113.1, 198.51.100.7'])('a key is taken from an address on its list: %s', async (address) => {
  expect((await from(address)).status).toBe(200);
});

it.each([
  [undefined], ['203.0.113.1'], ['2001:db9::1'], ['198.51.100.7, 203.0.113.1'], ['no address'], [''],
])('and refused from any other, with the list not told: %s', async (address) => {
  const response = await from(address);
  expect(response.status).toBe(403);
  const text = await response.text();
  expect(JSON.parse(text)).toEqual({ error: { message: 'This API key may not be used from this address.', type: 'permission_error', param: null, code: 'address_not_allowed' } });
});

it('a key without a list is taken from anywhere', async () => {
  expect((await from('203.0.113.1', proxy.key)).status).toBe(200);
});

it('a wrong key from a wrong address is a wrong key', async () => {
  await proxy.change(`UPDATE api_key SET revoked_at = now() WHERE hash = '${hashKey(key)}'`);
  expect((await from('203.0.113.1')).status).toBe(401);
});
