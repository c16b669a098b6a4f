import { once } from 'node:events';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { askInParallel, expectExactly, withinOneMinute } from './callers.js';

const root = join(import.meta.dirname, '../../../..');
const REDIS_URL = process.env.REDIS_URL ?? '';
const children: ChildProcess[] = [];
let here: RunningProxy;
let urls: string[];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The built proxy as a process of its own, as it runs in earnest. */
async function startProcess(): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'dist/apps/proxy/src/main.js')], {
    env: { PATH: process.env.PATH, DATABASE_URL: here.databaseUrl, DATA_DIR: here.dataDirectory, REDIS_URL, PORT: String(port), LOG_LEVEL: 'silent' }, stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`);
  }
  return url;
}

beforeAll(async () => {
  const [code] = await once(spawn(process.execPath, [join(root, 'tools/build.mjs')], { stdio: 'inherit' }), 'exit') as [number];
  if (code !== 0) throw new Error('the build failed');
  here = await startProxy({ REDIS_URL });
  urls = await Promise.all([startProcess(), startProcess()]);
}, 240_000);
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  await here?.close(); // undefined when the build failed
}, 60_000);

it('64 parallel callers on two processes get exactly the requests of a minute, and each remainder is told once', async () => {
  expectExactly(200, 10, await withinOneMinute(async () => askInParallel(urls, await here.addKey({}, { requestsPerMinute: 200 }), 10)));
});
