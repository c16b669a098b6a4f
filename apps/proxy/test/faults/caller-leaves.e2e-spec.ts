// A caller who leaves, at every moment of an answer: one settlement, no further attempt, and what the project chose: the call ended at
// once, or read on for its exact usage.
import type { ServerResponse } from 'node:http';
import { json, type Answer } from '../harness/fake-upstream.js';
import { openaiFrames, openaiReply } from '../harness/replies.js';
import { startProxy, type LedgerRow, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let booked = 0;
beforeAll(async () => { proxy = await startProxy({ DRAIN_MAX_MS: '400', DRAIN_MAX_TOKENS: '2000', RETRY_BASE_MS: '0' }); });
afterAll(() => proxy.close());

const { start, text, finish, usage, done } = openaiFrames;
const exact = { confidence: 'reported', input_text: 8, cache_read: 4, output_text: 7 };
const events = { 'content-type': 'text/event-stream' };
/** Frames of 64 KiB that show one letter each: more of them than all sockets on the way hold. */
const wide = text('x').replace('"usage":null', `"usage":null,"pad":"${'p'.repeat(65_536)}"`).repeat(500);
const large = JSON.stringify(openaiReply('y'.repeat(300_000)));
const middle = large.length / 2;

/** Everything that happened at a socket of this process is known to its other end when some turns of the loop are over. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((next) => { setImmediate(next); });
}

interface Moment {
  /** What comes before and after the caller leaves; undefined: the provider stays silent from there on. */
  before: string | undefined;
  after?: string | undefined;
  stream: boolean;
  /** What is booked where it is read on, instead of the exact usage. */
  drained?: object;
  outputMost?: number;
}

const moments: Record<string, Moment> = {
  'before the headers of a reply': { before: undefined, after: JSON.stringify(openaiReply()), stream: false },
  'within a reply': { before: '{"id":"x",', after: JSON.stringify(openaiReply()).slice(1), stream: false },
  'within a large reply on its way': { before: large.slice(0, middle), after: large.slice(middle), stream: false, drained: { confidence: 'estimated' } },
  'before the headers of a stream': { before: undefined, after: start + text('Hi') + finish + usage + done, stream: true },
  'before the first content': { before: start, after: text('Hi') + finish + usage + done, stream: true },
  'within a stream': { before: start + text('Hi'), after: text('there') + finish + usage + done, stream: true },
  'after the finish': { before: start + text('Hi') + finish, after: usage + done, stream: true },
  'after the usage': { before: start + text('Hi') + finish + usage, after: done, stream: true },
  'while a slow reading holds the provider back': { before: start + wide, after: finish + usage + done, stream: true },
  'and the provider breaks off': { before: start + text('Hi'), after: '', stream: true, drained: { confidence: 'estimated' } },
  'and the provider says nothing any more': { before: start + text('Hi'), stream: true, drained: { confidence: 'estimated' } },
  'and the provider goes on for too long': { before: start + text('Hi'), after: text('z'.repeat(3000)).repeat(20), stream: true, drained: { confidence: 'estimated' }, outputMost: 5000 },
};

/** Asks, leaves at the moment, and gives the one row that was booked. */
async function leaveAt({ before, after, stream }: Moment, key: string): Promise<LedgerRow> {
  const leave = new AbortController();
  const slow = before !== undefined && before.length > 1_000_000;
  let began = () => {};
  const reading = new Promise<void>((resolve) => { began = resolve; });
  const gone = async () => {
    if (before?.includes('"Hi"') || before?.includes('yyy') || slow) await reading; // it has seen something
    await turns();
    leave.abort();
    await turns();
  };
  const answer: Answer = async (response) => {
    response.on('error', () => undefined);
    if (before === undefined) await gone();
    response.writeHead(200, stream ? events : { 'content-type': 'application/json' });
    if (before !== undefined) {
      const written = write(response, before);
      if (!slow) await written;
      await gone();
      await Promise.race([written, new Promise((closed) => { response.on('close', closed); })]);
    }
    for (const frame of after?.split(/(?<=\n\n)/) ?? []) {
      if (response.destroyed) return;
      await write(response, frame);
      if (stream) await turns();
    }
    if (after !== undefined) response.end();
  };
  const asked = proxy.upstream.received.length;
  proxy.upstream.answer(answer, json({ error: { message: 'asked once more' } }, 500));
  const response = proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }], stream }, { key, signal: leave.signal });
  void response.then(({ body }) => body?.getReader().read()).then(began, began);
  await expect(response.then((one) => (leave.signal.aborted ? one.text() : new Promise((_, reject) => { leave.signal.addEventListener('abort', reject); })))).rejects.toBeDefined();
  const row = await nextRow();
  await proxy.upstream.left();
  expect(proxy.upstream.received.length - asked).toBe(1);
  return row;
}

const write = (response: ServerResponse, bytes: string) => new Promise((written) => { response.write(bytes, written); response.once('close', written); });

async function nextRow(): Promise<LedgerRow> {
  let rows: LedgerRow[] = [];
  while (rows.length <= booked) rows = await proxy.query('SELECT * FROM ledger ORDER BY opened_at');
  booked += 1;
  expect(rows).toHaveLength(booked);
  return rows.at(-1) ?? {};
}

it.each(Object.entries(moments))('a project that drains has the exact usage of a caller who leaves %s', async (_, moment) => {
  const key = await proxy.addKey();
  await proxy.change("UPDATE project SET on_hang_up = 'drain'");
  const row = await leaveAt(moment, key);
  expect(row).toMatchObject({ outcome: 'cancelled', final: true, attempt: 1, ...(moment.drained ?? exact) });
  expect(row.output_text).toBeLessThan(moment.outputMost ?? 20_000);
});

it.each(Object.entries(moments))('a call ends at once when its caller leaves %s', async (_, moment) => {
  await proxy.change("UPDATE project SET on_hang_up = 'abort'");
  const row = await leaveAt({ ...moment, after: undefined }, proxy.key);
  expect(row).toMatchObject({ outcome: 'cancelled', final: true, attempt: 1 });
  expect(row.confidence).toBe('estimated');
});

it('each has one row that says so, and nothing was booked twice', async () => {
  const rows = await proxy.stopAndReadLedger();
  expect(rows).toHaveLength(2 * Object.keys(moments).length);
  const requests = await proxy.query('SELECT status, error_code FROM request');
  expect(requests).toHaveLength(rows.length);
  expect(new Set(requests.map(({ status, error_code }) => `${String(status)} ${String(error_code)}`))).toEqual(new Set(['499 cancelled']));
});
