import { newEncryptionKey } from '#access/seal';
import { json, reset, silent, type Answer } from '../harness/fake-upstream.js';
import { anthropicReply, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const chat = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Once only, please' }] };
let count = 0;
/** Each answer differs, so that one given again can be told from a new one. */
const counting: Answer = (response, received) => json(openaiReply(`Answer ${(count += 1)} with bytes ünd more`))(response, received);

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1', ENCRYPTION_KEY: newEncryptionKey() }); });
afterAll(() => proxy.close());
beforeEach(() => { proxy.upstream.answer(counting); proxy.upstream.received.length = 0; });

interface Told { status: number; body: Buffer; id: string; headers: Record<string, string> }
async function post(idempotencyKey: string, { path = '/v1/chat/completions', body = chat, key = proxy.key }: { path?: string; body?: object; key?: string } = {}): Promise<Told> {
  const response = await proxy.post(path, body, { key, headers: { 'idempotency-key': idempotencyKey } });
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()), id: headers['x-request-id'] ?? '', headers };
}
async function expectReplay(first: Told, again: Told): Promise<void> {
  expect(again.status).toBe(first.status);
  expect(again.body.equals(first.body)).toBe(true);
  expect(again.id).not.toBe(first.id);
  expect(again.headers).toMatchObject({ 'x-aiproxy-idempotent-replay': 'true', 'x-aiproxy-original-request-id': first.id, 'content-type': first.headers['content-type'] });
  expect(first.headers).not.toHaveProperty('x-aiproxy-idempotent-replay');
}
const columns = async (sql: string) => (await proxy.query(sql)).map((row) => Object.values(row));

it('the second request with one Idempotency-Key gets the bytes of the first answer, and no provider is asked for it', async () => {
  const first = await post('plain');
  const again = await post('plain');
  expect(first.status).toBe(200);
  await expectReplay(first, again);
  expect(again.headers).toMatchObject({ 'x-aiproxy-provider': 'openai', 'x-aiproxy-model': 'gpt-4o-mini', 'x-aiproxy-attempts': '0', 'x-aiproxy-cost-usd': '0' });
  expect(proxy.upstream.received).toHaveLength(1);
});

it('large answers are kept as small ones are, and so are those put together of several, and vectors', async () => {
  const long = openaiReply('A long answer, ünd '.repeat(20_000));
  proxy.upstream.answer(json(long));
  await expectReplay(await post('large'), await post('large'));
  proxy.upstream.answer(counting);
  const completions = { path: '/v1/completions', body: { model: 'gpt-4o-mini', prompt: ['a', 'b', 'c'] } };
  await expectReplay(await post('gathered', completions), await post('gathered', completions));
  const vector = Array.from({ length: 3000 }, (_, index) => index / 7);
  proxy.upstream.answer(json({ object: 'list', model: 'text-embedding-3-small', data: [{ object: 'embedding', index: 0, embedding: vector }], usage: { prompt_tokens: 2, total_tokens: 2 } }));
  const embeddings = { path: '/v1/embeddings', body: { model: 'text-embedding-3-small', input: 'Vector' } };
  await expectReplay(await post('vectors', embeddings), await post('vectors', embeddings));
  expect(proxy.upstream.received).toHaveLength(1 + 3 + 1);
});

it("a provider's refusal of the request itself is given again, without asking it once more", async () => {
  proxy.upstream.answer(json({ error: { message: 'temperature must be at most 2', type: 'invalid_request_error', param: 'temperature', code: 'out_of_range' } }, 400));
  const first = await post('refused');
  expect(first.status).toBe(400);
  await expectReplay(first, await post('refused'));
  expect(proxy.upstream.received).toHaveLength(1);
});

it('a failure before anything was shown, and a caller who left before, give the key free', async () => {
  proxy.upstream.answer(reset, silent, counting);
  expect((await post('failed')).status).toBe(502);
  const leave = new AbortController();
  const left = proxy.post('/v1/chat/completions', chat, { headers: { 'idempotency-key': 'failed' }, signal: leave.signal });
  while (proxy.upstream.received.length < 2) await new Promise(setImmediate);
  leave.abort();
  await expect(left).rejects.toThrow('aborted');
  let answered = await post('failed');
  while (answered.status === 409) answered = await post('failed'); // until the leaving was seen
  expect([answered.status, answered.headers['x-aiproxy-idempotent-replay']]).toEqual([200, undefined]);
});

it('our own refusals take no key', async () => {
  expect((await post('unknown', { body: { ...chat, model: 'no-such-model' } })).status).toBe(404);
  expect((await post('unknown')).status).toBe(200);
  const translated = { ...chat, model: 'claude-sonnet-4-5', seed: 1 };
  proxy.upstream.answer(json(anthropicReply()));
  const strict = await proxy.post('/v1/chat/completions', translated, { headers: { 'idempotency-key': 'strict', 'x-aiproxy-strict': 'true' } });
  expect([strict.status, await strict.json()]).toMatchObject([400, { error: { param: 'seed' } }]);
  expect((await post('strict', { body: translated })).status).toBe(200);
});

it('each of our keys has its own: nobody is given what another one was answered', async () => {
  const first = await post('shared');
  const other = await post('shared', { key: await proxy.addKey() });
  expect(other.status).toBe(200);
  expect(other.headers).not.toHaveProperty('x-aiproxy-idempotent-replay');
  expect(other.body.equals(first.body)).toBe(false);
});

it('after a day it runs again', async () => {
  const first = await post('old');
  await proxy.query(`UPDATE idempotent_answer SET expires_at = now() WHERE request_id = '${first.id}'`);
  const again = await post('old');
  expect([again.status, again.body.equals(first.body)]).toEqual([200, false]);
  await expectReplay(again, await post('old'));
});

it('the official client gets the same answer for the same idempotencyKey', async () => {
  const client = proxy.client();
  Object.assign(client, { idempotencyHeader: 'Idempotency-Key' }); // it sends none otherwise
  const ask = () => client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }, { idempotencyKey: 'official' });
  const first = await ask();
  const again = await ask();
  expect(again).toEqual(first);
  expect(again._request_id).not.toBe(first._request_id);
  expect(proxy.upstream.received).toHaveLength(1);
});

it.each([
  ['empty', ''], ['too long', 'k'.repeat(256)], ['with a space', 'two words'], ['with a character that is not ASCII', 'schlüssel'],
])('a key that is %s is a mistake that is named, and nothing runs', async (_, idempotencyKey) => {
  const told = await post(idempotencyKey);
  expect([told.status, JSON.parse(String(told.body))]).toEqual([400, { error: { message: expect.stringContaining('1 to 255 visible'), type: 'invalid_request_error', param: 'idempotency-key', code: null } }]);
  expect(proxy.upstream.received).toHaveLength(0);
});

it('a key of 255 characters is taken', async () => {
  expect((await post('k'.repeat(255))).status).toBe(200);
});

it('nothing that was said, and no idempotency key, stands in the table in clear; a request given again costs nothing, and its row says whose answer it was', async () => {
  const first = await post('a-key-to-be-found');
  const again = await post('a-key-to-be-found');
  const [[kept]] = await columns(`SELECT idempotent_answer::text FROM idempotent_answer WHERE request_id = '${first.id}'`);
  for (const said of ['Answer', 'Once only', 'a-key-to-be-found']) {
    expect(kept).not.toContain(said);
    expect(kept).not.toContain(Buffer.from(said).toString('hex'));
  }
  await proxy.stopAndReadLedger();
  expect(await columns(`SELECT count(*)::int FROM ledger WHERE request_id IN ('${first.id}', '${again.id}')`)).toEqual([[1]]);
  expect(await columns(`SELECT status, error_code, replay_of, attempts FROM request WHERE id = '${again.id}'`)).toEqual([[200, null, first.id, []]]);
  expect(await columns(`SELECT replay_of FROM request WHERE id = '${first.id}'`)).toEqual([[null]]);
});
