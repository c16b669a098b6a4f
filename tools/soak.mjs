// npm run soak [-- --requests 50000 --abandoned 5000]: the built proxy under load, for a bounded time and on this machine alone. One model has
// two targets of equal weight, of which one fails half of the time. Prints what callers see, what it costs them in time, and what stays
// in memory. Exits with 1 when callers see failures, memory grows or the books do not agree. Uses DATABASE_URL, which must name an empty
// database, or a server of its own. `--requests 2000 --abandoned 200` takes less than a minute.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { build } from './build.mjs';
import { ask, askAndLeave, askTogether } from './soak/callers.mjs';
import { startProxy } from './soak/proxy-process.mjs';
import { verdict } from './soak/verdict.mjs';

const { requests, abandoned } = parseArguments();
const atOnce = 32;
/** What the key may have under way: more than the callers, since theirs are given back a moment after they have their answers. */
const placesLimit = 64;

function parseArguments() {
  const { values } = parseArgs({ options: { requests: { type: 'string', default: '50000' }, abandoned: { type: 'string', default: '5000' } } });
  const numbers = { requests: Number(values.requests), abandoned: Number(values.abandoned) };
  if (!Number.isInteger(numbers.requests) || numbers.requests < 100 || !Number.isInteger(numbers.abandoned) || numbers.abandoned < 0) {
    console.error('npm run soak -- --requests <a whole number from 100> --abandoned <a whole number from 0>');
    process.exit(2);
  }
  return numbers;
}

async function startUpstreams() {
  const child = fork(join(import.meta.dirname, 'soak/upstream.mjs'));
  const [{ urls, text }] = await once(child, 'message');
  const tell = async (question) => {
    child.send(question);
    return (await once(child, 'message'))[0];
  };
  return { urls, text, tell, close: () => child.disconnect() };
}

/** The model's second target, and a key whose only limits are ones that nobody comes near. */
const configure = `
  INSERT INTO target (id, model_id, provider_id, upstream_model, source) VALUES ('failing', 'gpt-4o-mini', 'vllm', 'gpt-4o-mini', 'admin');
  UPDATE tier SET requests_per_minute = NULL, tokens_per_minute = 1000000000, concurrent_requests = ${placesLimit}`;

/** When and why the failing one was first left alone, as the proxy writes it down: its circuit opened, or its credential was to wait. */
function watchCircuit(client) {
  let first;
  const look = async () => {
    const { rows } = await client.query("SELECT state, since FROM circuit WHERE credential_id = 'env:vllm' ORDER BY since LIMIT 1");
    if (rows.length > 0) first ??= { state: rows[0].state, at: rows[0].since.getTime() };
    if (first) clearInterval(timer);
  };
  const timer = setInterval(() => void look().catch(() => undefined), 250);
  return () => {
    clearInterval(timer);
    return first;
  };
}

/** What the proxy adds where nothing waits for anything: a single caller, and only the target that is well. */
const alone = { requests: 200, atOnce: 1 };

/** All that callers do; what of it is to be judged. */
async function load(proxy, upstreams, { key, client }) {
  const [direct, answers, quiet] = [[], [], { direct: [], through: [] }];
  const { text } = upstreams;
  await ask({ url: upstreams.urls[0], requests: Math.min(5000, Math.ceil(requests / 10)), atOnce, text, note: (one) => direct.push(one) });
  await ask({ url: upstreams.urls[0], ...alone, text, note: (one) => quiet.direct.push(one) });
  await upstreams.tell('forget');
  const to = { url: proxy.url, key, atOnce, text, note: ({ body, ...one }) => answers.push({ ...one, ...(!one.ok && { body }) }) };
  const memories = { start: await proxy.memory() };
  const [begun, begunAt, circuit] = [performance.now(), Date.now(), watchCircuit(client)];
  const tenth = Math.ceil(requests / 10);
  await ask({ ...to, requests: tenth });
  memories.tenth = await proxy.memory();
  await ask({ ...to, requests: requests - tenth });
  const [seconds, leftAlone, span] = [(performance.now() - begun) / 1000, circuit(), [begunAt, Date.now()]];
  memories.end = await proxy.memory();
  await askAndLeave({ ...to, requests: abandoned });
  memories.left = await proxy.memory();
  await ask({ ...to, ...alone, model: 'openai/gpt-4o-mini', note: (one) => quiet.through.push(one) });
  const { answering, connections: sockets } = await settled(upstreams);
  const statuses = await askTogether({ url: proxy.url, key, together: placesLimit });
  const places = { limit: placesLimit, free: statuses.filter((status) => status === 200).length };
  return { direct, answers, quiet, memories, seconds, span, leftAlone, answering, sockets, places };
}

/** The calls of callers that have left end at once, or within two seconds. */
async function settled(upstreams) {
  for (let left = 40; ; left -= 1) {
    const told = await upstreams.tell('count');
    if (told.answering === 0 || left === 0) return told;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

async function soak(upstreams, directory) {
  const { openDatabase } = await import('../dist/apps/start/src/open-database.js');
  const { firstBoot } = await import('../dist/apps/start/src/first-boot.js');
  const database = await openDatabase({ DATABASE_URL: process.env.DATABASE_URL, DATA_DIR: directory });
  const client = new Client(database.url);
  let proxy;
  try {
    await client.connect();
    const { secret: key } = await firstBoot(database.url, new Date());
    const env = {
      PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: directory, LOG_LEVEL: 'silent', UPSTREAM_FIRST_BYTE_MS: '1000',
      OPENAI_API_KEY: 'upstream-secret', OPENAI_BASE_URL: `${upstreams.urls[0]}/v1`, VLLM_BASE_URL: `${upstreams.urls[1]}/v1`,
    };
    proxy = await startProxy(env); // which brings the models
    await client.query(configure);
    await new Promise((resolve) => { setTimeout(resolve, 1500); }); // then the proxy has heard of it
    const seen = await load(proxy, upstreams, { key, client });
    await proxy.stop();
    proxy = undefined;
    const { calls } = await upstreams.tell('count');
    const { rows: [{ rows }] } = await client.query('SELECT count(*)::int AS rows FROM ledger');
    return verdict({ ...seen, calls, rows });
  } finally {
    await proxy?.stop();
    await client.end();
    await database.close();
  }
}

build();
const directory = mkdtempSync(join(tmpdir(), 'aiproxy-soak-'));
chmodSync(directory, 0o755); // as root the database's user has to enter
const upstreams = await startUpstreams();
try {
  const { text, faults } = await soak(upstreams, directory);
  console.log([`${requests} requests, ${abandoned} streams that are left`, text, ...faults.map((fault) => `FAILED: ${fault}`)].join('\n'));
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  upstreams.close();
  rmSync(directory, { recursive: true, force: true });
}
