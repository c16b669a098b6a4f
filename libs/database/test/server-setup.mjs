// Jest's globalSetup: names the directory of this run's embedded Postgres. The first suite that asks for a database starts it
// (fresh-database.ts), so that a run without one pays nothing.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeServer } from './server-teardown.mjs';

export default async function setUp() {
  for (const name of readdirSync(tmpdir())) {
    const [, run] = /^aiproxy-jest-(\d+)$/.exec(name) ?? [];
    if (run && !isAlive(Number(run))) await removeServer(join(tmpdir(), name)); // of a run that was interrupted
  }
  process.env.AIPROXY_TEST_SERVER = join(tmpdir(), `aiproxy-jest-${process.pid}`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
