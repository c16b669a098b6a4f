import { mintKey, hashKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const seen = async (response: Response) => {
  const headers = Object.fromEntries(response.headers);
  delete headers['x-request-id'];
  delete headers.date;
  return JSON.stringify([response.status, await response.text(), headers]);
};

/** A change is seen at the next poll. */
async function untilRefused(key: string): Promise<number> {
  const changedAt = Date.now();
  let status = 200;
  while (status === 200 && Date.now() - changedAt < 3000) ({ status } = await proxy.get('/v1/models', { key }));
  expect(status).toBe(401);
  return Date.now() - changedAt;
}

describe('a key that is not good', () => {
  it('is refused with the same bytes whatever is wrong with it', async () => {
    const minted = mintKey().secret;
    const expired = await proxy.addKey({ expiresAt: new Date(Date.now() - 1000) });
    const revoked = await proxy.addKey();
    await proxy.query(`UPDATE api_key SET revoked_at = now() WHERE hash = '${hashKey(revoked)}'`);
    const disabled = await proxy.addKey();
    await proxy.query(`UPDATE api_key SET disabled_at = now() WHERE hash = '${hashKey(disabled)}'`);
    for (const key of [revoked, disabled]) await untilRefused(key);
    const all = await Promise.all([
      proxy.get('/v1/models', { key: null }),
      proxy.get('/v1/models', { key: 'x' }),
      proxy.get('/v1/models', { key: `${minted.slice(0, -1)}!` }),
      proxy.get('/v1/models', { key: minted }),
      proxy.get('/v1/models', { key: expired }),
      proxy.get('/v1/models', { key: revoked }),
      proxy.get('/v1/models', { key: disabled }),
      proxy.get('/v1/models', { key: null, headers: { authorization: 'Basic eDp5' } }),
      proxy.get('/v1/models', { key: null, headers: { 'x-api-key': proxy.key } }),
      proxy.get(`/v1/models?access_token=${proxy.key}`, { key: null }),
      proxy.get(`/v1/models?access_token=x`),
    ]);
    const texts = await Promise.all(all.map(seen));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('invalid_api_key');
    expect(all.every((response) => response.headers.get('x-request-id')?.startsWith('req_') && !response.headers.has('x-ratelimit-limit'))).toBe(true);
  });

  it('is not taken from the body', async () => {
    const response = await fetch(`${proxy.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ access_token: proxy.key, model: 'sandbox/chat', messages: [{ role: 'user', content: 'x' }] }) });
    expect(response.status).toBe(401);
  });

  it('is refused within a second after it was revoked anywhere', async () => {
    const key = await proxy.addKey();
    expect((await proxy.get('/v1/models', { key })).status).toBe(200);
    await proxy.query(`UPDATE api_key SET revoked_at = now() WHERE hash = '${hashKey(key)}'`);
    expect(await untilRefused(key)).toBeLessThan(1000);
  });
});
