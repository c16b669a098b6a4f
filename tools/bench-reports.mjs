// npm run bench:reports [-- --runs 9 --only day --export /api/…]: asks the built admin API for reports and pages of the ledger, over HTTP, on the database that
// `npm run seed:usage` filled, and the same questions of raw rows once each. `--only` asks those whose names contain it, `--export` is the address of a CSV
// export, of which it takes speed and memory. Exits with 1 when a target is missed. Uses DATABASE_URL, or the server in `.bench` under DATA_DIR.
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startAdmin } from './bench/admin-process.mjs';
import { measureExport } from './bench/export.mjs';
import { pageQuestions, reportQuestions } from './bench/questions.mjs';
import { build } from './build.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' }, export: { type: 'string' }, only: { type: 'string', default: '' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('npm run bench:reports -- --runs <a whole number from 1>');
  process.exit(2);
}
build();
const { openDatabase } = await import('../dist/apps/start/src/open-database.js');
const { mintAccessToken } = await import('../dist/libs/access/src/token.js');

/** For an hour; ended when the benchmark is over. */
async function signIn(client) {
  const { secret, hash, last4 } = mintAccessToken();
  const id = randomUUID();
  await client.query(`INSERT INTO access_token (id, member_id, name, hash, last4, role, expires_at) VALUES ($1, 'seed-member-0', $2, $3, $4, 'finance', now() + interval '1 hour')`,
    [id, `bench ${id}`, hash, last4]);
  return { secret, end: () => client.query('DELETE FROM access_token WHERE id = $1', [id]) };
}

/** What pages are asked with: the middle of the ledger, and of each kind one that has many rows; an end user who has few. */
async function knownOf(client) {
  const { rows: [{ cursor }] } = await client.query(`
    SELECT (extract(epoch FROM opened_at) * 1000)::bigint || '-' || attempt || '-' || request_id AS cursor FROM ledger
    WHERE opened_at < (SELECT min(opened_at) + (max(opened_at) - min(opened_at)) / 2 FROM ledger) ORDER BY opened_at DESC LIMIT 1`);
  const { rows: [{ end_user: endUser }] } = await client.query('SELECT end_user FROM ledger WHERE end_user IS NOT NULL GROUP BY 1 ORDER BY count(*), 1 LIMIT 1');
  const { rows: [{ id: model }] } = await client.query('SELECT model_served AS id FROM ledger GROUP BY 1 ORDER BY count(*), 1 LIMIT 1');
  return { cursor, endUser, model, project: 'seed-project-0', key: 'seed-key-0' };
}

async function timeOf(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function measure(admin, client, { name, path, limitMs, raw }) {
  const ask = async () => {
    const reply = await admin.get(path);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${name}: ${reply.status} ${text.slice(0, 300)}`);
  };
  await ask(); // what is read from disk once
  const times = [];
  for (let run = 0; run < runs; run += 1) times.push(await timeOf(ask));
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  const rawMs = raw === undefined ? undefined : await timeOf(() => client.query(raw));
  return { name, limitMs, best: times[0], median: at(0.5), p95: at(0.95), rawMs };
}

const line = ({ name, limitMs, best, median, p95, rawMs }) => `${name.padEnd(40)}${[best, median, p95].map((ms) => ms.toFixed(1).padStart(9)).join('')}${String(limitMs).padStart(9)}`
  + `${(rawMs === undefined ? '' : rawMs.toFixed(0)).padStart(10)}${median > limitMs ? '  MISSED' : ''}`;

async function bench(url) {
  const client = new Client(url);
  await client.connect();
  let [token, admin] = [];
  try {
    const { rows: [{ seeded }] } = await client.query("SELECT EXISTS (SELECT FROM ledger) AND EXISTS (SELECT FROM member WHERE id = 'seed-member-0') AS seeded");
    if (!seeded) throw new Error('This database has no seeded usage: `npm run seed:usage` fills an empty one (`-- --rows 200000` for a quick look).');
    await client.query('SET statement_timeout = 0');
    token = await signIn(client);
    const env = { PATH: process.env.PATH, DATABASE_URL: url, LOG_LEVEL: 'silent', ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    admin = await startAdmin(env, token.secret);
    const questions = [...reportQuestions(new Date()), ...pageQuestions(await knownOf(client))].filter(({ name }) => name.includes(values.only));
    console.log(`${'ms'.padEnd(40)}${['best', 'median', 'p95', 'target'].map((word) => word.padStart(9)).join('')}${'raw rows'.padStart(10)}`);
    const measured = [];
    for (const question of questions) {
      measured.push(await measure(admin, client, question));
      console.log(line(measured.at(-1)));
    }
    console.log(`the admin API holds ${admin.residentMib().toFixed(0)} MiB`);
    const exported = values.export === undefined ? { text: 'CSV export: not measured (--export names its address)', holds: true } : await measureExport(admin, values.export);
    console.log(exported.text);
    return exported.holds && measured.every(({ median, limitMs }) => median <= limitMs);
  } finally {
    await admin?.stop();
    await token?.end();
    await client.end();
  }
}

const database = await openDatabase({ DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: join(process.env.DATA_DIR ?? '.data', '.bench') });
try {
  process.exitCode = await bench(database.url) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await database.close();
}
