import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ METRICS_TOKEN: 'the-token' }); });
afterAll(() => admin.close());

/** As a reverse proxy on this machine would ask for somebody else. */
const forwarded = { headers: { 'x-forwarded-for': '203.0.113.9' } };
const value = async (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec((await admin.get('/metrics', { token: null })).body)?.[1];

test('this machine reads them as they are; others need the token, and no sign-in stands in for it', async () => {
  const local = await admin.get('/metrics', { token: null });
  expect([local.status, local.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  expect((await admin.get('/metrics', { token: null, ...forwarded })).status).toBe(401);
  expect((await admin.get('/metrics', forwarded)).status).toBe(401);
  expect((await admin.get('/metrics', { token: 'the-token', ...forwarded })).status).toBe(200);
  expect((await admin.post('/metrics', undefined, { token: null })).status).toBe(405);
  expect((await admin.get('/metrics/x')).status).toBe(404);
});

test('they say how the last proof of the ledger went, once there is one', async () => {
  expect(await value('aiproxy_ledger_proof_ok')).toBeUndefined();
  await admin.query("INSERT INTO ledger_proof (id, started_at, finished_at, ok) VALUES ('bad', now() - interval '1 hour', now(), false)");
  expect([await value('aiproxy_ledger_proof_ok'), Math.round(Number(await value('aiproxy_ledger_proof_age_seconds')) / 60)]).toEqual(['0', 60]);
  await admin.query("INSERT INTO ledger_proof (id, started_at, finished_at, ok) VALUES ('good', now(), now(), true)");
  expect(await value('aiproxy_ledger_proof_ok')).toBe('1');
});

test('while Postgres lets nobody in they say so', async () => {
  expect(await value('aiproxy_postgres_up')).toBe('1');
  const name = new URL(admin.databaseUrl).pathname.slice(1);
  const elsewhere = new URL('/postgres', admin.databaseUrl).href;
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, [], elsewhere);
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name], elsewhere);
  expect([await value('aiproxy_postgres_up'), await value('aiproxy_ledger_proof_ok')]).toEqual(['0', undefined]);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`, [], elsewhere);
  expect(await value('aiproxy_postgres_up')).toBe('1');
});
