// The proxy of a soak: the built program as a process of its own. Its memory is asked of the runtime's inspector, so that the product needs
// no way of its own to be watched.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'undici';

const main = join(import.meta.dirname, '..', '..', 'dist/apps/proxy/src/main.js');

/** Rejects when the process ends before it is ready. */
export async function startProxy(env) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', main], { env: { ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] });
  const inspector = await inspectorOf(child);
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  return { url, memory: () => memory(inspector), stop: () => stop(child, inspector) };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** What it says itself goes on to the terminal, what the inspector says does not. */
async function inspectorOf(child) {
  const address = await new Promise((found, failed) => {
    child.once('exit', (code) => failed(new Error(`the proxy ended with ${code}`)));
    child.stderr.on('data', (bytes) => {
      for (const line of String(bytes).split('\n')) {
        const told = /^Debugger listening on (ws:.*)/.exec(line);
        if (told) found(told[1]);
        else if (line && !/^(Debugger|For help|Waiting for the debugger)/.test(line)) process.stderr.write(`${line}\n`);
      }
    });
  });
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let number = 0;
  const ask = (method, params = {}) => new Promise((resolve) => {
    const id = (number += 1);
    const hear = ({ data }) => {
      const message = JSON.parse(data);
      if (message.id !== id) return;
      socket.removeEventListener('message', hear);
      resolve(message.result);
    };
    socket.addEventListener('message', hear);
    socket.send(JSON.stringify({ id, method, params }));
  });
  return { ask, close: () => socket.close() };
}

/** In bytes, when all that nobody needs is away. */
async function memory({ ask }) {
  for (let time = 0; time < 3; time += 1) await ask('HeapProfiler.collectGarbage');
  const { result } = await ask('Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
  return result.value;
}

async function stop(child, inspector) {
  inspector.close();
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
