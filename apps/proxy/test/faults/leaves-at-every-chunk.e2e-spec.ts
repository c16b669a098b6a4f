// A caller who leaves after any chunk of a stream, in every dialect: one row, within what the request allowed, and its place is free again.
import { json, type Answer } from '../harness/fake-upstream.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { wires, type Wire } from '../harness/wires.js';

const maxTokens = 5;
const last = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1 };
let proxy: RunningProxy;
let key: string;
let keyId: unknown;
let projectId: unknown;
beforeAll(async () => {
  proxy = await startProxy({ ATTEMPTS_MAX: '1' });
  key = await proxy.addKey({}, { concurrentRequests: 1 });
  [{ id: keyId, project_id: projectId }] = await proxy.query('SELECT id, project_id FROM api_key ORDER BY id DESC LIMIT 1');
  await proxy.change(`INSERT INTO budget (id, name, scope, value, project_id, "window", cap_pico_usd, mode, thresholds, channel_ids)
    VALUES ('own', 'own', 'key', '${String(keyId)}', '${String(projectId)}', 'total', 1000000000000, 'hard', '{}', '{}')`);
});
afterAll(() => proxy.close());

/** What happened at a socket of this process is known to its other end when some turns of the loop are over. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((next) => { setImmediate(next); });
}

/** Refused where the place of the one before is not free yet. */
async function leaveAfter(wire: Wire, frames: string[]): Promise<'admitted' | 'refused'> {
  const leave = new AbortController();
  let sent = () => {};
  const isSent = new Promise<void>((resolve) => { sent = resolve; });
  const answer: Answer = async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const frame of frames) await new Promise((written) => { response.write(frame, written); });
    await turns();
    sent(); // and nothing more: it hangs
  };
  proxy.upstream.answer(answer);
  const body = { model: wire.alone, messages: [{ role: 'user', content: 'Hi' }], max_tokens: maxTokens, stream: true };
  const asked = proxy.post('/v1/chat/completions', body, { key, signal: leave.signal }).then(async (response) => {
    if (response.status === 429) return 'refused' as const;
    await response.text();
    return 'ended' as const;
  }, () => 'left' as const).catch(() => 'left' as const);
  if ((await Promise.race([asked, isSent.then(() => 'sent' as const)])) === 'refused') return 'refused';
  leave.abort();
  await asked;
  await proxy.upstream.left();
  return 'admitted';
}

/** In order; `told`: its provider had come to the end, where it tells its own figures. */
const leaves: { told: boolean }[] = [];
const framesOf = (text: string) => text.split(/(?<=\r?\n\r?\n)/);

test.each(Object.values(wires))('of a stream of $dialect', async (wire) => {
  const frames = framesOf(wire.opening + wire.content + wire.closing);
  const shown = framesOf(wire.opening + wire.content).length;
  expect(frames.length).toBeGreaterThan(4);
  for (let count = 0; count < frames.length; count += 1) {
    // The place of the one before is given back a moment after its call has ended.
    while ((await leaveAfter(wire, frames.slice(0, count))) === 'refused') await turns();
    leaves.push({ told: count > shown });
  }
});

test('has spent of its budget what its rows are charged, and holds nothing', async () => {
  const booked = async () => (await proxy.query(`SELECT count(*)::int AS rows, sum(charged_pico_usd)::text AS charged, max(charged_pico_usd)::text AS dearest FROM ledger WHERE key_id = '${String(keyId)}'`))[0];
  let row = await booked();
  while (row.rows !== leaves.length) row = await booked();
  // Gemini's thoughts told so far: 9 x 1.25 + 25 x 10 USD per million of gemini-2.5-pro; nothing else is as dear.
  expect(BigInt(row.dearest as string)).toBeLessThanOrEqual(261_250_000n);
  // A body of 77 bytes of gpt-4o: 20 x 2.50 + 1 x 10 = 60 USD per million. The first budget's counters have what all have cost, and no more.
  const estimate = 60_000_000n;
  const spent = BigInt(row.charged as string);
  const ask = () => proxy.post('/v1/chat/completions', last, { key });
  proxy.upstream.answer(json({ error: { message: 'no' } }, 400));
  expect(JSON.stringify(last)).toHaveLength(77);
  const cap = (picoUsd: bigint) => proxy.change(`UPDATE budget SET cap_pico_usd = ${picoUsd} WHERE archived_at IS NULL`);
  await cap(spent + estimate - 1n);
  expect((await ask()).status).toBe(429);
  await cap(spent + estimate);
  expect((await ask()).status).toBe(400);
  await proxy.upstream.left();
  leaves.push({ told: true });
});

test('has one row for each, none of them above what was allowed', async () => {
  const rows = (await proxy.stopAndReadLedger()).toSorted((one, other) => Number(one.sequence) - Number(other.sequence));
  expect(rows).toHaveLength(leaves.length);
  expect(new Set(rows.map(({ attempt, final }) => `${String(attempt)} ${String(final)}`))).toEqual(new Set(['1 true']));
  expect(new Set(rows.map(({ request_id: id }) => id)).size).toBe(rows.length);
  expect(rows.map(({ outcome }) => outcome)).toEqual([...leaves.slice(1).map(() => 'cancelled'), 'invalid_request']);
  const guessed = rows.filter((_, index) => !leaves[index].told);
  expect(guessed.length).toBeGreaterThan(rows.length / 2);
  expect(new Set(guessed.map(({ confidence }) => confidence))).toEqual(new Set(['estimated']));
  // Thoughts are told: Gemini's chunks each say how many there were so far.
  expect(Math.max(...guessed.map(({ output_text: text }) => Number(text)))).toBeLessThanOrEqual(maxTokens);
  expect(Math.max(...rows.map(({ input_text: input }) => Number(input)))).toBeLessThan(100);
});
