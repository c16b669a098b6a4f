import { once } from 'node:events';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readBudgets } from '#counters/read-budgets';
import { silent } from '../harness/fake-upstream.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { askInParallel, expectExactly, withinOneMinute } from './callers.js';

const root = join(import.meta.dirname, '../../../..');
const REDIS_URL = process.env.REDIS_URL ?? '';
const children: ChildProcess[] = [];
let here: RunningProxy;
let urls: string[];
let metricsPort: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The built proxy as a process of its own, as it runs in earnest. */
async function startProcess(ownMetricsPort = 0): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH, DATABASE_URL: here.databaseUrl, DATA_DIR: here.dataDirectory, REDIS_URL, PORT: String(port), METRICS_PORT: String(ownMetricsPort), LOG_LEVEL: 'silent',
    OPENAI_API_KEY: 'upstream-openai-secret', OPENAI_BASE_URL: `${here.upstream.url}/v1`,
  };
  const child = spawn(process.execPath, [join(root, 'dist/apps/proxy/src/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`);
  }
  return { url, child };
}

beforeAll(async () => {
  const [code] = await once(spawn(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' }), 'exit') as [number];
  if (code !== 0) throw new Error('the build failed');
  here = await startProxy({ REDIS_URL });
  metricsPort = await freePort();
  urls = (await Promise.all([startProcess(metricsPort), startProcess()])).map(({ url }) => url);
}, 240_000);
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  await here?.close(); // undefined when the build failed
}, 60_000);

it('64 parallel callers on two processes get exactly the requests of a minute, and each remainder is told once', async () => {
  expectExactly(200, 10, await withinOneMinute(async () => askInParallel(urls, await here.addKey({}, { requestsPerMinute: 200 }), 10)));
});

it('each tells its own metrics on a port of its own', async () => {
  const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  expect(await answer.text()).toMatch(/^aiproxy_requests_total\{endpoint="chat",status_class="4xx"\} [1-9]/m);
  for (const url of urls) expect((await fetch(`${url}/metrics`)).status).toBe(404);
});

it('what a killed process held is settled by the next one: spent is what the ledger says, and nothing stays held', async () => {
  const budgets = readBudgets(REDIS_URL);
  const key = await here.addKey();
  const [row] = await here.query('SELECT id, project_id FROM api_key ORDER BY id DESC LIMIT 1');
  await here.change(`INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode, thresholds, channel_ids)
    VALUES ('killed', 'killed', 'key', '${row.id as string}', '${row.project_id as string}', 'total', 1000000000000, 'hard', '{}', '{}')`);
  const state = () => budgets.state('killed 0', Date.now());
  here.upstream.answer(silent);
  const { url, child } = await startProcess();
  const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7 });
  const asked = here.upstream.received.length;
  const cut = fetch(`${url}/v1/chat/completions`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } }).catch(() => 'cut');
  while (here.upstream.received.length === asked) await new Promise(setImmediate);
  expect((await state())?.heldPicoUsd).toBeGreaterThan(0n);
  child.kill('SIGKILL');
  await expect(cut).resolves.toBe('cut');
  await startProcess();
  while ((await state())?.heldPicoUsd !== 0n);
  const [{ rows, sum }] = await here.query(`SELECT count(*)::int AS rows, sum(charged_pico_usd)::text AS sum FROM ledger WHERE key_id = '${row.id as string}'`);
  expect([rows, (await state())?.spentPicoUsd]).toEqual([1, BigInt(sum as string)]);
  expect(BigInt(sum as string)).toBeGreaterThan(0n);
  await budgets.close();
}, 60_000);
