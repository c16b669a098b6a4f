// npm run seed:usage [-- --rows 10000000 --days 365 --seed 1]: fills an empty database with synthetic usage up to now, the same for the same
// seed and hour, for `npm run bench:reports` and for looking at reports. Uses DATABASE_URL, or a server of its own in `.bench` under DATA_DIR.
// Refuses a database whose ledger has rows: they could never be taken out again. Prints times and sizes.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { build } from './build.mjs';
import { seedConfiguration } from './seed/configuration.mjs';
import { seedLedger } from './seed/ledger-rows.mjs';

const options = parseArguments();

function parseArguments() {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' }, days: { type: 'string', default: '365' }, seed: { type: 'string', default: '1' } } });
  const numbers = { rowCount: Number(values.rows), days: Number(values.days), seed: Number(values.seed) };
  if (!Object.values(numbers).every(Number.isInteger) || numbers.rowCount < 1000 || numbers.days < 1 || numbers.seed < 1) {
    console.error('npm run seed:usage -- --rows <a whole number from 1000> --days <from 1> --seed <from 1>');
    process.exit(2);
  }
  return numbers;
}

async function sums(client, url, now) {
  const { Database } = await import('../dist/libs/database/src/database.js');
  const { RollupRepository } = await import('../dist/libs/database/src/rollups/rollups.js');
  const database = new Database(url);
  const rollups = new RollupRepository(database);
  try {
    const { rows: months } = await client.query("SELECT DISTINCT to_char(period, 'YYYY-MM-DD') AS month FROM ledger ORDER BY 1");
    for (const { month } of months) {
      await rollups.rebuild(month);
      note(`sums of ${month}`);
    }
    await rollups.rebuildQuarterHours(now);
  } finally {
    await database.close();
  }
}

const note = (text) => process.stderr.isTTY && process.stderr.write(`\r${text}      `);

const sizes = `
  SELECT coalesce(parent.relname, own.relname) AS name, sum(pg_total_relation_size(own.oid))::bigint AS bytes, sum(greatest(own.reltuples, 0))::bigint AS rows
  FROM pg_class AS own LEFT JOIN pg_inherits ON inhrelid = own.oid LEFT JOIN pg_class AS parent ON parent.oid = inhparent
  WHERE own.relkind = 'r' AND coalesce(parent.relname, own.relname) IN
    ('ledger', 'usage_day', 'usage_month', 'project_day', 'label_day', 'label_month', 'value_month', 'usage_quarter_hour', 'usage_group', 'label_group')
  GROUP BY 1 ORDER BY 2 DESC`;

const seconds = (from, to) => `${((to - from) / 1000).toFixed(1)} s`;

async function seed(url) {
  const now = new Date();
  const until = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const client = new Client(url);
  await client.connect();
  try {
    const { rows: [{ used }] } = await client.query('SELECT EXISTS (SELECT FROM ledger) OR EXISTS (SELECT FROM closed_period) AS used');
    if (used) throw new Error('The ledger of this database is not empty. Name an empty one in DATABASE_URL, or remove .bench.');
    await client.query("SET synchronous_commit = off; SET work_mem = '64MB'");
    const begun = performance.now();
    await seedConfiguration(client, { seed: options.seed, since: new Date(until.getTime() - options.days * 86_400_000) });
    await seedLedger(client, { ...options, until, note });
    const rowsEnd = performance.now();
    await sums(client, url, now);
    const sumsEnd = performance.now();
    await client.query('VACUUM ANALYZE usage_day, usage_month, project_day, label_day, label_month, value_month, usage_quarter_hour, usage_group, label_group');
    note('');
    const { rows } = await client.query(sizes);
    console.log([`rows      ${seconds(begun, rowsEnd)}`, `sums      ${seconds(rowsEnd, sumsEnd)}`,
      ...rows.map(({ name, bytes, rows: count }) => `${name.padEnd(20)} ${count.padStart(10)} rows ${(Number(bytes) / 1048576).toFixed(1).padStart(9)} MiB`)].join('\n'));
  } finally {
    await client.end();
  }
}

build();
const { openDatabase } = await import('../dist/apps/start/src/open-database.js');
const directory = join(process.env.DATA_DIR ?? '.data', '.bench');
if (!process.env.DATABASE_URL) {
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755); // as root the database's user has to enter
}
const database = await openDatabase({ DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: directory });
try {
  console.log(`${options.rowCount} rows over ${options.days} days in ${database.place}`);
  await seed(database.url);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await database.close();
}
