// npm run crash [-- rounds]: proves that no usage is lost. Starts the built proxy, sends load, kills it at a random moment (SIGKILL), starts it
// again, so many times over; then compares what the upstream was asked with the ledger: a row for each call that reached it, none twice,
// and no gap in any process's numbers. Uses DATABASE_URL, which must name an empty database, or a server of its own. A few seconds a round.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { build } from './build.mjs';
import { callers } from './crash/callers.mjs';
import { end, pause, startProxy } from './crash/proxy-process.mjs';
import { serveUpstream } from './crash/upstream.mjs';
import { verdict } from './crash/verdict.mjs';

const rounds = Number(process.argv[2] ?? 20);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('npm run crash -- <rounds>: a whole number from 1');
  process.exit(2);
}
build();
const { openDatabase } = await import('../dist/apps/start/src/open-database.js');
const { firstBoot } = await import('../dist/apps/start/src/first-boot.js');

/**
 * Load until the process is killed, up to half a second after its first call went out. One in eight dies before, as it takes over
 * journals; never the first, which has none.
 */
async function round(env, key, number) {
  const proxy = await startProxy(env);
  const before = upstream.asked.size;
  const stop = callers(proxy.url, key, number);
  if (number === 1 || Math.random() > 1 / 8) {
    while (upstream.asked.size === before) await pause(5);
    await pause(Math.random() * 500);
  }
  await end(proxy, 'SIGKILL');
  await stop();
}

/** What is left in journals comes to the ledger at the next start; when all is there a stop leaves nothing behind. */
async function settle(env, journals) {
  const proxy = await startProxy(env);
  const directories = () => readdirSync(journals).filter((name) => !name.endsWith('.sock'));
  while (directories().length > 1) await pause(50);
  await end(proxy, 'SIGTERM');
  return readdirSync(journals);
}

const directory = mkdtempSync(join(tmpdir(), 'aiproxy-crash-'));
const upstream = await serveUpstream();
let database;
try {
  database = await openDatabase({ DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: directory });
  const { secret } = await firstBoot(database.url, new Date());
  const env = {
    PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: directory, LOG_LEVEL: 'silent', ATTEMPTS_MAX: '1',
    OPENAI_API_KEY: 'upstream-secret', OPENAI_BASE_URL: `${upstream.url}/v1`,
  };
  for (let number = 1; number <= rounds; number += 1) {
    await round(env, secret, number);
    if (process.stderr.isTTY) process.stderr.write(`\r${number} of ${rounds} rounds, ${upstream.asked.size} calls`);
  }
  const left = await settle(env, join(directory, 'journal'));
  const client = new Client(database.url);
  await client.connect();
  const { lines, holds } = await verdict(client, upstream.asked, left).finally(() => client.end());
  console.log([`${rounds} rounds of kill -9`, ...lines].join('\n'));
  process.exitCode = holds ? 0 : 1;
} finally {
  upstream.close();
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
}
