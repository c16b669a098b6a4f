// npm run test:python: the official Python client, in a venv of its own, against the built product and its sandbox.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const client = 'openai==3.57.0';
const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'aiproxy-python-'));

function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** Resolves with the key and the address that a first start prints. */
function start() {
  const env = { ...process.env, DATA_DIR: join(work, 'data'), PORT: '0', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['tools/start.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`the proxy ended with ${code}:\n${said}`)));
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const key = /aip_live_\w{38}/.exec(said)?.[0];
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (key && url) resolve({ child, key, url });
    });
  });
}

let running;
try {
  run('python3', ['-m', 'venv', join(work, 'venv')]);
  run(join(work, 'venv/bin/pip'), ['install', '--quiet', '--disable-pip-version-check', client]);
  running = await start();
  run(join(work, 'venv/bin/python'), ['-m', 'unittest', '-v', 'apps/proxy/test/python/test_openai_client.py'], {
    ...process.env, AIPROXY_URL: running.url, AIPROXY_KEY: running.key,
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (running && running.child.exitCode === null) {
    running.child.kill('SIGTERM');
    await new Promise((ended) => running.child.once('exit', ended));
  }
  rmSync(work, { recursive: true, force: true });
}
