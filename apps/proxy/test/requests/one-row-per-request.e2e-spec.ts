import { json, reset, stream, type Answer } from '../harness/fake-upstream.js';
import { anthropicReply, openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const chat = '/v1/chat/completions';
const ask = (model: string, more: object = {}) => ({ model, messages: [{ role: 'user', content: 'What is said is kept nowhere' }], ...more });
const fine = json(openaiReply());

let proxy: RunningProxy;
/** By the id that the caller was told. */
let rows: Map<string, Record<string, unknown>>;
let count: number;
const idOf: Record<string, string> = {};
const row = (name: string) => rows.get(idOf[name]);

/** Asks, reads the answer to its end and keeps its id under a name. */
async function send(name: string, answer: Answer, path: string, body: unknown, options: { key?: string } = {}): Promise<number> {
  proxy.upstream.answer(answer);
  const response = await proxy.post(path, body, options);
  await response.text();
  idOf[name] = response.headers.get('x-request-id') ?? '';
  return response.status;
}

async function leaveMidway(): Promise<void> {
  proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('Hello'), { after: 'hang' }));
  const leave = new AbortController();
  const response = await proxy.post(chat, ask('gpt-4o-mini', { stream: true }), { signal: leave.signal });
  idOf.left = response.headers.get('x-request-id') ?? '';
  await response.body?.getReader().read();
  leave.abort();
  await proxy.upstream.left();
}

beforeAll(async () => {
  proxy = await startProxy({ ATTEMPTS_MAX: '1' });
  await send('plain', fine, chat, ask('gpt-4o-mini', { user: 'alice' }));
  await send('translated', json(anthropicReply()), chat, ask('claude-sonnet-4-5', { seed: 1 }));
  await send('streamed', stream(openaiStream('Hel', 'lo')), chat, ask('gpt-4o-mini', { stream: true }));
  await send('gathered', fine, '/v1/completions', { model: 'gpt-4o-mini', prompt: ['a', 'b', 'c'] });
  await send('cut', stream(openaiFrames.start + openaiFrames.text('Hello'), { after: 'cut' }), chat, ask('gpt-4o-mini', { stream: true }));
  await leaveMidway();
  await send('unreachable', reset, chat, ask('gpt-4o-mini'));
  await send('unknown model', fine, chat, ask('no-such-model'));
  await send('no messages', fine, chat, { model: 'gpt-4o-mini', stream: true });
  await send('no JSON', fine, chat, '{');
  await send('not permitted', fine, chat, ask('gpt-4o-mini'), { key: await proxy.addKey({ permissions: ['models:read'] }) });
  await send('elsewhere', fine, chat, ask('gpt-4o-mini'), { key: await proxy.addKey({ allowedAddresses: ['192.0.2.0/24'] }) });
  const slow = { key: await proxy.addKey({}, { requestsPerDay: 1 }) };
  await send('within limits', fine, chat, ask('gpt-4o-mini'), slow);
  await send('too many', fine, chat, ask('gpt-4o-mini'), slow);
  const models = await proxy.get('/v1/models');
  idOf.models = models.headers.get('x-request-id') ?? '';
  await models.text();
  await send('unknown key', fine, chat, ask('gpt-4o-mini'), { key: 'wrong' });
  await proxy.stopAndReadLedger();
  const all = await proxy.query('SELECT * FROM request');
  count = all.length;
  rows = new Map(all.map((one) => [one.id as string, one]));
});
afterAll(() => proxy.close());

it('an answered request has its row: who asked, for what, how long it took, and its attempt as in the ledger', async () => {
  const [{ key_id: keyId, project_id: projectId, process_id: processId }] = await proxy.query(`SELECT * FROM ledger WHERE request_id = '${idOf.plain}'`);
  expect(row('plain')).toEqual({
    id: idOf.plain, at: expect.any(Date), key_id: keyId, project_id: projectId, process_id: processId, endpoint: 'chat', model_asked: 'gpt-4o-mini', status: 200,
    error_code: null, stream: false, params_dropped: [], replay_of: null, total_ms: expect.any(Number), written_at: expect.any(Date),
    attempts: [{ attempt: 1, providerId: 'openai', modelServed: 'gpt-4o-mini', credentialId: 'env:openai', targetId: expect.any(String), region: null, reason: 'priority', drillId: null, outcome: 'ok', firstTokenMs: null, totalMs: expect.any(Number) }],
  });
});

it('a stream has its time to the first token', () => {
  expect(row('streamed')).toMatchObject({ status: 200, error_code: null, stream: true, attempts: [{ outcome: 'ok', firstTokenMs: expect.any(Number) }] });
});

it('what a target was not told is in the row', () => {
  expect(row('translated')).toMatchObject({ params_dropped: ['seed'], attempts: [{ providerId: 'anthropic' }] });
});

it('all attempts of a request are in its one row', () => {
  expect(row('gathered')).toMatchObject({ endpoint: 'completions', attempts: [{ attempt: 1 }, { attempt: 2 }, { attempt: 3 }] });
});

it.each([
  ['unknown model', 404, 'model_not_found', 'no-such-model'],
  ['no messages', 400, 'invalid_request', 'gpt-4o-mini'],
  ['no JSON', 400, 'invalid_json', null],
  ['not permitted', 403, 'permission_denied', null],
  ['elsewhere', 403, 'address_not_allowed', null],
  ['too many', 429, 'rate_limit_exceeded', null],
])('a refused request has its row without attempts: %s', (name, status, code, model) => {
  expect(row(name)).toMatchObject({ status, error_code: code, model_asked: model, endpoint: 'chat', attempts: [] });
});

it('a failed request names its error and how the attempt ended', () => {
  expect(row('unreachable')).toMatchObject({ status: 502, error_code: 'upstream_unreachable', attempts: [{ outcome: 'upstream_unreachable' }] });
});

it('a stream that failed after its 200 names its error all the same', () => {
  expect(row('cut')).toMatchObject({ status: 200, error_code: 'upstream_error', attempts: [{ outcome: 'upstream_error' }] });
});

it('the row of a caller who left waits for the attempt to be settled', () => {
  expect(row('left')).toMatchObject({ status: 499, error_code: 'cancelled', stream: true, attempts: [{ outcome: 'cancelled', providerId: 'openai' }] });
});

it('each request of a known caller has exactly one row, and an unknown caller none', () => {
  expect(row('models')).toMatchObject({ endpoint: 'models', status: 200, model_asked: null });
  expect(row('unknown key')).toBeUndefined();
  expect(count).toBe(Object.keys(idOf).length - 1);
});

it('neither what was said nor the end user is in any row', () => {
  expect(JSON.stringify([...rows.values()])).not.toMatch(/kept nowhere|alice/);
});
