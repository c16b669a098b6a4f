import { json, type Answer } from '../harness/fake-upstream.js';
import { openaiFrames, openaiReply } from '../harness/replies.js';
import { refused, Scene } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

// What an answer of the upstream costs at the prices of gpt-4o-mini: 8 x 0.15 + 4 x 0.075 + 7 x 0.60 USD per million tokens.
const answerPicoUsd = 5_700_000n;
// With a markup of 10 %: 6.27 USD per million answers.
const chargedPicoUsd = 6_270_000n;

let proxy: RunningProxy;
let scene: Scene;
beforeAll(async () => {
  proxy = await startProxy({ ATTEMPTS_MAX: '2' });
  scene = new Scene(proxy);
});
beforeEach(() => { scene.answers = {}; });
afterEach(() => proxy.change('UPDATE budget SET archived_at = now() WHERE archived_at IS NULL'));
afterAll(() => proxy.close());

interface Subject { key: string; keyId: string; projectId: string }
async function subject(some: Parameters<RunningProxy['addKey']>[0] = {}): Promise<Subject> {
  const key = await proxy.addKey(some);
  const [row] = await proxy.query('SELECT id, project_id FROM api_key ORDER BY id DESC LIMIT 1');
  return { key, keyId: row.id as string, projectId: row.project_id as string };
}

let made = 0;
const budget = (scope: string, value: string, capPicoUsd: bigint, { window = 'total', projectId = 'NULL' } = {}) => proxy.change(`
  INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode, thresholds, channel_ids)
    VALUES ('budget-${(made += 1)}', 'budget ${made}', '${scope}', '${value}', ${projectId}, '${window}', ${capPicoUsd}, 'hard', '{}', '{}')`);
const ofKey = ({ keyId, projectId }: Subject, capPicoUsd: bigint, window = 'total') => budget('key', keyId, capPicoUsd, { window, projectId: `'${projectId}'` });

const ask = (key: string, model = 'gpt-4o-mini', more: object = {}) => scene.ask(model, { max_tokens: 7, ...more }, { key });
async function rowsOf(keyId: string, count: number): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await proxy.query(`SELECT list_pico_usd::text AS list, charged_pico_usd::text AS charged, outcome, confidence FROM ledger WHERE key_id = '${keyId}' ORDER BY opened_at`);
    if (rows.length === count) return rows;
  }
}
/** What was settled is told to the counters a moment after the answer. */
async function untilServed(key: string, model?: string): Promise<void> {
  while ((await ask(key, model)).status === 429) continue;
}

test('the keys of a member come under its budget, those of others do not', async () => {
  await proxy.change(`INSERT INTO member (id, email, name, role, created_at) VALUES ('ada', 'ada@example.com', 'Ada', 'member', now())`);
  const [own, other] = [await subject({ ownerId: 'ada' }), await subject()];
  await budget('member', 'ada', 0n);
  const { status, text } = await ask(own.key);
  expect([status, text]).toEqual([429, expect.stringContaining('The budget of the owner of this API key (total) is used up')]);
  expect((await ask(other.key)).status).toBe(200);
});

test('of two windows the day is used up first, and the answer tells when the day ends, not the month', async () => {
  const one = await subject();
  await ofKey(one, 1_000_000_000n, 'month');
  await ofKey(one, answerPicoUsd, 'day'); // an estimate is dearer than an answer: nothing fits
  const { status, text } = await ask(one.key);
  expect(status).toBe(429);
  const day = /\(day\).* at (\d{4}-\d\d-\d\dT00:00:00\.000Z)/.exec(text);
  const tomorrow = new Date(Math.ceil((Date.now() + 1) / 86_400_000) * 86_400_000).toISOString();
  expect(day?.[1]).toBe(tomorrow);
  await proxy.change(`UPDATE budget SET archived_at = now() WHERE "window" = 'day' AND value = '${one.keyId}'`);
  expect((await ask(one.key)).status).toBe(200); // the month is still open
});

test('with a markup it is what is charged that is spent of a budget, not the list price', async () => {
  const one = await subject();
  await proxy.change(`UPDATE project SET basis_points = 1000 WHERE id = '${one.projectId}'`);
  expect((await ask(one.key)).status).toBe(200);
  expect(await rowsOf(one.keyId, 1)).toEqual([expect.objectContaining({ list: String(answerPicoUsd), charged: String(chargedPicoUsd) })]);
  // An estimate of 82 bytes: (21 x 0.15 + 7 x 0.60) x 1.1 = 8.085 USD per million. By list prices (5.7 + 7.35) it would fit.
  expect(JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7 })).toHaveLength(82);
  await ofKey(one, chargedPicoUsd + 8_085_000n - 1n);
  expect((await ask(one.key)).status).toBe(429);
  await ofKey(await subject(), 0n); // another's: nothing to this one
  await proxy.change('UPDATE budget SET cap_pico_usd = cap_pico_usd + 1 WHERE archived_at IS NULL AND cap_pico_usd > 0');
  expect((await ask(one.key)).status).toBe(200);
});

test('a model to fall back on whose own budget is used up is not asked; the model asked for is not bound by it', async () => {
  const one = await subject();
  const backup = await scene.model([{ name: 'backup', provider: 'openai', price: 1 }]);
  const first = await scene.model([{ name: 'first', provider: 'openai', price: 1 }], { fallbacks: { any: [backup] } });
  await budget('model', backup, 0n);
  expect((await ask(one.key, first)).status).toBe(200);
  scene.answers = { first: refused(500) };
  expect(await ask(one.key, first)).toMatchObject({ asked: ['first'] });
  await proxy.change('UPDATE budget SET archived_at = now() WHERE archived_at IS NULL');
  expect(await ask(one.key, first)).toMatchObject({ status: 200, asked: ['first', 'backup'] });
});

describe('whoever leaves', () => {
  const begins: Record<string, Answer> = {
    'a stream': (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(openaiFrames.start + openaiFrames.text('Hi'));
    },
    'a plain answer': () => undefined,
  };

  test.each(Object.entries(begins))('%s lets go of what it held, and is charged what is booked', async (what, hang) => {
    const one = await subject();
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => { asked = resolve; });
    scene.answers = { 'gpt-4o-mini': (response, received) => { void hang(response, received); asked(); } };
    // Room for two estimates of at most 7.65 USD per million, less than three: one that stayed held would keep the last request out.
    await ofKey(one, 20_000_000n);
    const leave = new AbortController();
    const left = proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 7, stream: what === 'a stream' }, { key: one.key, signal: leave.signal })
      .then((response) => response.text());
    await isAsked;
    leave.abort();
    await expect(left).rejects.toBeDefined();
    const [row] = await rowsOf(one.keyId, 1);
    expect(row).toMatchObject({ outcome: 'cancelled', confidence: 'estimated' });
    const spent = BigInt(row.charged as string);
    expect(spent > 0n && spent <= 7_650_000n).toBe(true);
    scene.answers = { 'gpt-4o-mini': json(openaiReply()) };
    await proxy.change(`UPDATE budget SET cap_pico_usd = ${spent + 7_350_000n} WHERE value = '${one.keyId}'`); // exactly one estimate of 82 bytes fits
    await untilServed(one.key);
    expect((await ask(one.key)).status).toBe(429);
  });
});
