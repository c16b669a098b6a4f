import pg from 'pg';
import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { eventually } from '../harness/eventually.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

const health = async (which: 'live' | 'ready') => {
  const response = await proxy.get(`/health/${which}`, { key: null });
  return [response.status, await response.json()] as [number, { status: string; reasons?: string[] }];
};
const chat = (key = proxy.key) => proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { key });

/** To the server's own database, since nobody can let others into the one he is in after they are shut out. */
async function onServer(...statements: string[]): Promise<void> {
  const url = new URL(proxy.databaseUrl);
  url.pathname = '/postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
const name = () => new URL(proxy.databaseUrl).pathname.slice(1);
const cutOff = () => onServer(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name()}'`);
const letIn = () => onServer(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);

it('a proxy that serves is alive and ready, to anybody who asks', async () => {
  expect(await health('live')).toEqual([200, { status: 'ok' }]);
  expect(await health('ready')).toEqual([200, { status: 'ok', reasons: [] }]);
});

it('while the database is away known keys are served, unknown ones are not called wrong, and nothing that was spent is lost', async () => {
  const young = await proxy.addKey();
  expect((await chat()).status).toBe(200);
  await cutOff();
  for (let [, { status }] = await health('ready'); status === 'ok'; [, { status }] = await health('ready')) await new Promise(setImmediate);
  expect(await health('ready')).toEqual([200, { status: 'degraded', reasons: ['database_unreachable'] }]);
  expect(await health('live')).toEqual([200, { status: 'ok' }]);
  expect((await chat()).status).toBe(200);
  expect((await chat(young)).status).toBe(200);
  expect((await chat(`${young.slice(0, -1)}!`)).status).toBe(401);
  const { mintKey } = await import('#access/key');
  const unknown = await chat(mintKey().secret);
  expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await unknown.json()).toMatchObject({ error: { type: 'api_error', code: 'keys_unavailable' } });

  await letIn();
  for (let [, { status }] = await health('ready'); status !== 'ok'; [, { status }] = await health('ready')) await new Promise(setImmediate);
  expect((await eventually(() => chat(mintKey().secret), 401)).status).toBe(401);
  const rows = await proxy.stopAndReadLedger();
  expect(rows.map(({ outcome, confidence }) => [outcome, confidence])).toEqual([1, 2, 3].map(() => ['ok', 'reported']));
});
