// Jest's globalTeardown: ends this run's embedded Postgres, if a suite started one, and removes what it left.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export default async function tearDown() {
  await removeServer(process.env.AIPROXY_TEST_SERVER);
}

/** As root the data may lie elsewhere: `instance` tells (libs/database/src/embedded/place.ts). */
export async function removeServer(directory) {
  const instance = join(directory, 'instance');
  const elsewhere = existsSync(instance) ? join('/var/lib/aiproxy', readFileSync(instance, 'utf8').trim()) : undefined;
  await endServer(join(elsewhere ?? directory, 'postgres'));
  for (const path of [elsewhere, directory]) if (path) rmSync(path, { recursive: true, force: true });
}

/** At once and without a last checkpoint: nobody needs the data. */
async function endServer(data) {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  try {
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  } catch {
    return; // not running
  }
  for (let wait = 0; existsSync(pidFile) && wait < 100; wait += 1) await new Promise((done) => setTimeout(done, 50));
}
