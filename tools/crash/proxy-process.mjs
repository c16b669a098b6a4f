// The built proxy as a process of its own, as it runs in earnest.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../dist/apps/proxy/src/main.js');

export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Rejects when the process ends before it is ready. */
export async function startProxy(env) {
  const port = await freePort();
  const child = spawn(process.execPath, [main], { env: { ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`);
    await pause(10);
  }
  return { child, url };
}

export async function end({ child }, signal) {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
