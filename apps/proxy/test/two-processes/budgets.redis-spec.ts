import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import type { RunningProxy } from '../harness/start-proxy.js';
import { startTwo, type TwoProxies } from './two-proxies.js';

const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7 });
/** 8 x 0.15 + 4 x 0.075 + 7 x 0.60 USD per million tokens. */
const costPicoUsd = 5_700_000n;
/** By the body's bytes / 4 in and `max_tokens` out: never less than the cost, so that a cap is never exceeded. */
const estimatePicoUsd = BigInt(Math.ceil(body.length / 4)) * 150_000n + 7n * 600_000n;
const parallel = 200;

let two: TwoProxies;
let one: RunningProxy;
let urls: string[];
beforeAll(async () => {
  two = await startTwo();
  ({ one, urls } = two);
  one.upstream.answer(json(openaiReply()));
});
afterAll(() => two?.close());

/** A key with a budget of its own. */
async function keyWithBudget(id: string, capPicoUsd: bigint): Promise<{ key: string; keyId: string }> {
  const key = await one.addKey();
  const [row] = await one.query('SELECT id, project_id FROM api_key ORDER BY id DESC LIMIT 1');
  await one.change(`INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode, thresholds, channel_ids)
    VALUES ('${id}', '${id}', 'key', '${row.id as string}', '${row.project_id as string}', 'total', ${capPicoUsd}, 'hard', '{}', '{}')`);
  await two.another.refresh();
  return { key, keyId: row.id as string };
}

async function ask(url: string, key: string): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } });
  await response.arrayBuffer();
  return response.status;
}

const askTogether = (key: string, count: number) => Promise.all(Array.from({ length: count }, (_, caller) => ask(urls[caller % 2], key)));
const served = (statuses: number[]) => statuses.filter((status) => status === 200).length;

/** Of the ledger, once all that was served has its row. */
async function spent(keyId: string, rows: number): Promise<bigint> {
  for (;;) {
    const [row] = await one.query(`SELECT count(*)::int AS rows, coalesce(sum(charged_pico_usd), 0)::text AS sum FROM ledger WHERE key_id = '${keyId}'`);
    if (row.rows === rows) return BigInt(row.sum as string);
  }
}

/** Once nobody holds anything; jest's own time limit ends a wait in vain. */
async function spentByCounters(id: string): Promise<bigint> {
  for (;;) {
    const state = await two.another.budgets.state(`${id} 0`, Date.now());
    if (state?.heldPicoUsd === 0n) return state.spentPicoUsd;
  }
}

function show(figures: object): void {
  if (process.env.SHOW_FIGURES) process.stdout.write(`${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}\n`);
}

it('200 requests at once on two proxies never spend more than the budget, nothing stays held, and what is left is spent to the last request that fits', async () => {
  const cap = 60n * costPicoUsd;
  const { key, keyId } = await keyWithBudget('together', cap);
  const statuses = await askTogether(key, parallel);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  let count = served(statuses);
  await spentByCounters('together');
  while ((await ask(urls[count % 2], key)) === 200) {
    count += 1;
    await spentByCounters('together');
  }
  const sum = await spent(keyId, count);
  show({ cap, atOnce: served(statuses), served: count, sum });
  expect(sum).toBe(BigInt(count) * costPicoUsd);
  expect(sum).toBeLessThanOrEqual(cap);
  expect(sum).toBeGreaterThan(cap - estimatePicoUsd);
  await expect(spentByCounters('together')).resolves.toBe(sum);
});

it('counters that have lost everything hear from the ledger what is spent', async () => {
  const cap = 100n * costPicoUsd;
  const { key, keyId } = await keyWithBudget('flushed', cap);
  const before = served(await askTogether(key, 40));
  expect(before).toBe(40);
  await spentByCounters('flushed');
  await two.redis.flushall();
  const after = served(await askTogether(key, parallel));
  const sum = await spent(keyId, before + after);
  show({ cap, before, after, sum });
  expect(sum).toBeLessThanOrEqual(cap);
  expect(after).toBeGreaterThan(0);
  await expect(spentByCounters('flushed')).resolves.toBe(sum);
});

it('counters that lose everything with requests under way hear from the ledger what those have cost, and hold nothing of them afterwards', async () => {
  const underWay = 20;
  const cap = 60n * costPicoUsd;
  const { key, keyId } = await keyWithBudget('flushed under way', cap);
  const waiting: (() => void)[] = [];
  let all = () => {};
  const allAsked = new Promise<void>((resolve) => { all = resolve; });
  one.upstream.answer(async (response, received) => {
    await new Promise<void>((go) => { if (waiting.push(go) === underWay) all(); });
    return json(openaiReply())(response, received);
  });
  const first = askTogether(key, underWay);
  await allAsked;
  await two.redis.flushall();
  one.upstream.answer(json(openaiReply()));
  for (const go of waiting) go();
  expect(served(await first)).toBe(underWay);
  let count = underWay + served(await askTogether(key, parallel));
  await spentByCounters('flushed under way');
  while ((await ask(urls[count % 2], key)) === 200) {
    count += 1;
    await spentByCounters('flushed under way');
  }
  const sum = await spent(keyId, count);
  show({ cap, underWay, served: count, sum });
  expect(sum).toBe(BigInt(count) * costPicoUsd);
  // Nobody was under way any more when the windows were seeded: no tolerance is used.
  expect(sum).toBeLessThanOrEqual(cap);
  expect(sum).toBeGreaterThan(cap - estimatePicoUsd);
  await expect(spentByCounters('flushed under way')).resolves.toBe(sum);
});
