import { mintKey } from '#access/key';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

/** Cuts the database off, as an outage does: no connection stays, none can be made. Gives back what ends the outage. */
async function cutDatabase(): Promise<() => Promise<unknown>> {
  const name = new URL(proxy.databaseUrl).pathname.slice(1);
  const elsewhere = new URL(proxy.databaseUrl);
  elsewhere.pathname = '/postgres';
  const allow = (allowed: boolean) => proxy.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`, elsewhere.href);
  await allow(false);
  await proxy.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`, elsewhere.href);
  return () => allow(true);
}

describe('while the database is away', () => {
  it('known keys are served, an unknown one is told 503 and not 401, and readiness stays 200', async () => {
    const unseen = await proxy.addKey();
    expect(await (await proxy.get('/health/ready', { key: null })).json()).toEqual({ status: 'ok', reasons: [] });
    expect((await proxy.get('/health/live', { key: null })).status).toBe(200);
    const restore = await cutDatabase();
    let asked = await proxy.get('/v1/models', { key: `${unseen.slice(0, -6)}000000` });
    expect(asked.status).toBe(401); // its checksum is wrong: nobody need be asked
    const answer = await proxy.post('/v1/chat/completions', { model: 'sandbox/chat', messages: [{ role: 'user', content: 'x' }] });
    expect(answer.status).toBe(200);
    const cutAt = Date.now();
    let body: unknown;
    do {
      const ready = await proxy.get('/health/ready', { key: null });
      expect(ready.status).toBe(200);
      body = await ready.json();
    } while ((body as { status: string }).status === 'ok' && Date.now() - cutAt < 10_000);
    expect(body).toEqual({ status: 'degraded', reasons: ['database_unreachable'] });
    asked = await proxy.get('/v1/models', { key: mintKey().secret });
    expect(asked.status).toBe(503);
    expect(await asked.json()).toMatchObject({ error: { type: 'api_error', code: 'keys_unavailable' } });
    await restore();
    expect(await proxy.stopAndReadLedger()).toMatchObject([{ outcome: 'ok', provider_id: 'sandbox' }]); // nothing was lost
  }, 20_000);
});
