// node tools/outage.mjs [seconds]: the database away under load, for 30 seconds unless said otherwise; no request may fail and no row be
// lost. Uses DATABASE_URL, which must name an empty database, or a server of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { build } from './build.mjs';
import { callers } from './crash/callers.mjs';
import { end, pause, startProxy } from './crash/proxy-process.mjs';
import { serveUpstream } from './crash/upstream.mjs';
import { verdict } from './crash/verdict.mjs';

const seconds = Number(process.argv[2] ?? 30);
build();
const { openDatabase } = await import('../dist/apps/start/src/open-database.js');
const { firstBoot } = await import('../dist/apps/start/src/first-boot.js');

async function query(url, sql) {
  const client = new Client(url);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

/** No connection stays, none can be made. */
async function away(url, isAway) {
  const [name, elsewhere] = [new URL(url).pathname.slice(1), new URL('/template1', url).href];
  await query(elsewhere, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${!isAway}`);
  if (isAway) await query(elsewhere, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}

const memoryOf = ({ child }) => Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024);

const directory = mkdtempSync(join(tmpdir(), 'aiproxy-outage-'));
const upstream = await serveUpstream();
let database;
try {
  database = await openDatabase({ DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: directory });
  const { secret } = await firstBoot(database.url, new Date());
  await query(database.url, 'UPDATE tier SET requests_per_minute = NULL');
  const proxy = await startProxy({
    PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: directory, LOG_LEVEL: 'silent', ATTEMPTS_MAX: '1',
    OPENAI_API_KEY: 'upstream-secret', OPENAI_BASE_URL: `${upstream.url}/v1`,
  });
  const statuses = new Map();
  const stop = callers(proxy.url, secret, 1, (status) => statuses.set(status, (statuses.get(status) ?? 0) + 1));
  await pause(5_000);
  const before = memoryOf(proxy);
  await away(database.url, true);
  await pause(seconds * 1000);
  const after = memoryOf(proxy);
  await away(database.url, false);
  await pause(5_000);
  await stop();
  await end(proxy, 'SIGTERM');
  const client = new Client(database.url);
  await client.connect();
  const { lines, holds } = await verdict(client, upstream.asked, readdirSync(join(directory, 'journal'))).finally(() => client.end());
  const ended = [...statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
  console.log([`${seconds} s without the database`, `requests by status                ${ended}`, ...lines, `memory of the proxy, MiB           ${before} before, ${after} at the end of it`].join('\n'));
  process.exitCode = holds && statuses.size === 1 && statuses.has(200) ? 0 : 1;
} finally {
  upstream.close();
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
}
