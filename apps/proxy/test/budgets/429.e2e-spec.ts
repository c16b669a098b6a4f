import { json, stream, type Answer } from '../harness/fake-upstream.js';
import { openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

/** 8 x 0.15 + 4 x 0.075 + 7 x 0.60 USD per million tokens. */
const answerPicoUsd = 5_700_000n;
const fine = json(openaiReply());
const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7, user: 'ada' };

let proxy: RunningProxy;
let key: string;
let ids: { key: string; project: string };
beforeAll(async () => {
  proxy = await startProxy();
  key = await proxy.addKey({ tags: { team: 'blue' } });
  const [row] = await proxy.query('SELECT id, project_id FROM api_key ORDER BY id DESC LIMIT 1');
  ids = { key: row.id as string, project: row.project_id as string };
});
afterAll(() => proxy.close());
let calls = 0;
beforeEach(() => { proxy.upstream.answer(fine); });
beforeEach(forgetCalls);
afterEach(() => proxy.change('UPDATE budget SET archived_at = now() WHERE archived_at IS NULL'));

function forgetCalls(): void {
  calls += proxy.upstream.received.length;
  proxy.upstream.received.length = 0;
}

let made = 0;
async function budget(scope: string, value: string, capPicoUsd: bigint, { window = 'total', mode = 'hard', projectId = scope === 'key' || scope === 'project' ? ids.project : null, thresholds = '{}' } = {}): Promise<string> {
  const id = `budget-${(made += 1)}`;
  await proxy.change(`INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode, thresholds, channel_ids)
    VALUES ('${id}', '${id}', '${scope}', '${value}', ${projectId === null ? 'NULL' : `'${projectId}'`}, '${window}', ${capPicoUsd}, '${mode}', '${thresholds}', '{}')`);
  return id;
}
/** Once all calls have their rows. */
async function spentSoFar(): Promise<bigint> {
  const [{ sum }] = await eventually(
    () => proxy.query(`SELECT count(*)::int AS rows, coalesce(sum(charged_pico_usd), 0)::text AS sum FROM ledger WHERE key_id = '${ids.key}'`),
    ([row]) => row.rows === calls + proxy.upstream.received.length,
  );
  return BigInt(sum as string);
}
const send = (more: object = {}, headers: Record<string, string> = {}) => proxy.post('/v1/chat/completions', { ...body, ...more }, { key, headers });
const status = async (more: object = {}, headers: Record<string, string> = {}) => {
  const response = await send(more, headers);
  await response.text();
  return response.status;
};

it.each<[string, () => [string, string], string]>([
  ['key', () => ['key', ids.key], 'this API key'],
  ['project', () => ['project', ids.project], 'this project'],
  ['end user', () => ['end-user', 'ada'], 'this end user'],
  ['tag', () => ['tag', 'team=blue'], 'this tag'],
  ['model', () => ['model', 'gpt-4o-mini'], 'this model'],
  ['pattern of models', () => ['model', 'gpt-4o-*'], 'this model'],
])('a %s whose budget is used up is refused without a call, and told when it begins anew', async (_, subject, whose) => {
  await budget(...subject(), 0n, { window: 'month' });
  const response = await send();
  expect([response.status, response.headers.get('x-should-retry'), response.headers.get('retry-after')]).toEqual([429, 'false', null]);
  const { error } = (await response.json()) as { error: { message: string } };
  expect(error).toEqual({ message: expect.any(String) as string, type: 'insufficient_quota', param: null, code: 'insufficient_quota' });
  expect(error.message).toMatch(new RegExp(`^The budget of ${whose} \\(month\\) is used up\\. It begins anew at \\d{4}-\\d\\d-01T00:00:00\\.000Z\\.$`));
  expect(proxy.upstream.received).toHaveLength(0);
});

it('what was spent before is known from the ledger, and the last request that fits is served', async () => {
  expect(await status()).toBe(200);
  const spent = await spentSoFar();
  expect(spent % answerPicoUsd).toBe(0n);
  // The estimate of 95 bytes: 24 tokens in at 0.15, 7 out at 0.60 USD per million.
  expect(JSON.stringify(body)).toHaveLength(95);
  const estimate = 7_800_000n;
  await budget('key', ids.key, spent + estimate);
  expect(await status()).toBe(200);
  expect(await status()).toBe(429);
  expect((await send().then((response) => response.text()))).toContain('has less left than this request may cost');
});

it.each<[string, Answer, object, number]>([
  ['fails', json({ error: { message: 'no' } }, 400), {}, 400],
  ['streams', stream(openaiStream('Hi')), { stream: true }, 200],
])('nothing stays held of a request that %s', async (_, answer, more, expected) => {
  proxy.upstream.answer(answer);
  await budget('project', ids.project, (await spentSoFar()) + 15_000_000n); // two estimates of 7.8 or 8.4 do not fit, a cost of 5.7 and an estimate do
  const refused: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    const code = await status(more);
    if (code !== expected) refused.push(code);
  }
  expect(refused).toEqual([]);
});

it('a raise lets requests pass again', async () => {
  const id = await budget('key', ids.key, 0n);
  expect(await status()).toBe(429);
  await proxy.change(`INSERT INTO budget_raise (id, budget_id, amount_pico_usd, until, reason, created_by, created_at)
    VALUES ('raise', '${id}', 1000000000000, now() + interval '1 hour', 'r', 'test', now())`);
  expect(await status()).toBe(200);
});

it('a soft budget refuses nobody, and its threshold is noted once', async () => {
  const id = await budget('key', ids.key, 1n, { mode: 'soft', thresholds: '{100}' });
  expect([await status(), await status()]).toEqual([200, 200]);
  const events = await eventually(() => proxy.query(`SELECT percent FROM budget_event WHERE budget_id = '${id}'`), (rows) => rows.length > 0);
  expect(events).toEqual([{ percent: 100 }]);
});

it('a dearer model to fall back on is held to the budgets of the key, too', async () => {
  proxy.upstream.answer(json({ error: { message: 'long', type: 'invalid_request_error', code: 'context_length_exceeded' } }, 400), fine);
  await budget('key', ids.key, (await spentSoFar()) + 20_000_000n); // gpt-4o: about 130 million pico-USD
  const response = await send({ fallbacks: { context_window: ['gpt-4o'] } });
  expect([response.status, proxy.upstream.received.map(({ body: sent }) => (sent as { model: string }).model)]).toEqual([400, ['gpt-4o-mini']]);
});

it('whoever has another project is not bound by a tag\'s budget within one', async () => {
  await proxy.addKey();
  const [{ id: projectId }] = await proxy.query('SELECT id FROM project ORDER BY id DESC LIMIT 1');
  await budget('tag', 'team=blue', 0n, { projectId: projectId as string });
  expect(await status()).toBe(200);
});

describe('x-aiproxy-max-cost-usd', () => {
  // 95 bytes / 3 -> 32 tokens in, 7 out: 32 x 0.15 + 7 x 0.60 = 9 USD per million.
  const worst = 9_000_000n;
  const usd = (pico: bigint) => `0.${pico.toString().padStart(12, '0')}`;

  it('lets pass what costs as much at worst, and refuses what may be dearer without a call', async () => {
    expect(await status({}, { 'x-aiproxy-max-cost-usd': usd(worst) })).toBe(200);
    forgetCalls();
    const response = await send({}, { 'x-aiproxy-max-cost-usd': usd(worst - 1n) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'cost_limit_exceeded', param: 'x-aiproxy-max-cost-usd' } });
    expect(proxy.upstream.received).toHaveLength(0);
  });

  it.each(['-1', 'free', '1e-3', '0.0000000000001'])('that is %s is refused, and named', async (value) => {
    const response = await send({}, { 'x-aiproxy-max-cost-usd': value });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: null, param: 'x-aiproxy-max-cost-usd' } });
  });
});

async function eventually<Value>(read: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}
