// npm run test:redis: the suites that need a Redis or Valkey server (`*.redis-spec.ts`), with one of their own: on a free port,
// without persistence, in a directory that is removed. They find it as REDIS_URL. Arguments go to Jest.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateClient } from './build.mjs';

const root = join(import.meta.dirname, '..');
const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
if (!program) {
  console.error('npm run test:redis needs redis-server or valkey-server: apt-get install redis-server');
  process.exit(1);
}

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const answers = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
  socket.once('data', (bytes) => { socket.destroy(); resolve(String(bytes).startsWith('+PONG')); });
  socket.once('error', () => resolve(false));
});

/** Rejects when the server ends before it answers. */
async function start(directory) {
  const port = await freePort();
  const server = spawn(program, ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory], { stdio: 'ignore' });
  const ended = new Promise((_, reject) => {
    server.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  ended.catch(() => undefined);
  while (!(await Promise.race([answers(port), ended]))) await new Promise((again) => { setTimeout(again, 20); });
  return { server, url: `redis://127.0.0.1:${port}` };
}

generateClient();
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-redis-'));
let running;
try {
  running = await start(directory);
  const jest = spawn(process.execPath, [
    join(root, 'node_modules/jest/bin/jest.js'), '--testRegex', '\\.redis-spec\\.ts$', '--runInBand', ...process.argv.slice(2),
  ], { cwd: root, stdio: 'inherit', env: { ...process.env, REDIS_URL: running.url } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => jest.kill(signal)); // then what was started here ends, too
  process.exitCode = await new Promise((ended) => { jest.once('exit', (code) => ended(code ?? 1)); });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (running && running.server.exitCode === null && running.server.signalCode === null) {
    running.server.kill('SIGKILL');
    await new Promise((ended) => { running.server.once('exit', ended); });
  }
  rmSync(directory, { recursive: true, force: true });
}
