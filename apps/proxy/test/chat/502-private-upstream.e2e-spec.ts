import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ENCRYPTION_KEY, OPENAI_API_KEY: '' }); });
afterAll(() => proxy.close());

it('the base URL of a stored credential reaches no private network unless that is allowed', async () => {
  const sealed = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY)).seal('stored-secret', 'c').toString('hex');
  await proxy.change(`INSERT INTO credential (id, provider_id, name, secret, base_url) VALUES ('c', 'openai', 'c', '\\x${sealed}', '${proxy.upstream.url}/v1')`);
  const response = await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] });
  expect([response.status, await response.json()]).toEqual([502, { error: expect.objectContaining({ code: 'upstream_unreachable' }) as object }]);
  expect(proxy.upstream.received).toEqual([]);
});
