// The admin API of a benchmark: the built program as a process of its own, asked over HTTP with an access token of its finance member.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'dist/apps/admin/src/main.js');

/** Rejects when the process ends before it is ready. */
export async function startAdmin(env, token) {
  const port = await freePort();
  const child = spawn(process.execPath, [main], { env: { ...env, ADMIN_PORT: String(port), HOST: '127.0.0.1' }, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  const get = (path) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  while (!(await get('/api/ledger?limit=1').then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the admin API ended with ${child.exitCode}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { get, stop, residentMib: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024 };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
