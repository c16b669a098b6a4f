import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('health is told without signing in', async () => {
  expect(await admin.get('/health/live', { token: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await admin.get('/health/ready', { token: null })).toMatchObject({ status: 200, body: { status: 'ok', reasons: [] } });
});

test('while Postgres lets nobody in it is not ready, and a request says so with 503', async () => {
  const name = new URL(admin.databaseUrl).pathname.slice(1);
  const elsewhere = new URL('/postgres', admin.databaseUrl).href;
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, [], elsewhere);
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name], elsewhere);
  expect(await admin.get('/health/ready', { token: null })).toMatchObject({ status: 503, body: { reasons: ['database_unreachable'] } });
  expect((await admin.get('/api/tiers')).status).toBe(503);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`, [], elsewhere);
  expect((await admin.get('/api/tiers')).status).toBe(200);
});
