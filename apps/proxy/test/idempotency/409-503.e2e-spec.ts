import { newEncryptionKey } from '#access/seal';
import { cutDatabase } from '../harness/cut-database.js';
import { json, stream, type Answer } from '../harness/fake-upstream.js';
import { openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ask = (more: object = {}) => ({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Once only' }], ...more });

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1', ENCRYPTION_KEY: newEncryptionKey() }); });
afterAll(() => proxy.close());
beforeEach(() => { proxy.upstream.answer(json(openaiReply())); proxy.upstream.received.length = 0; });

const post = (idempotencyKey: string | null, body: unknown = ask(), path = '/v1/chat/completions') =>
  proxy.post(path, body, { headers: idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey } });
/** Reads the answer to its end, whole or cut, and gives the request's id. */
async function idOf(response: Response): Promise<string> {
  await response.text().catch(() => undefined);
  return response.headers.get('x-request-id') ?? '';
}
async function expectConflict(response: Response, code: string, first: string): Promise<void> {
  const body = (await response.json()) as { error: { code: string; message: string; type: string } };
  expect([response.status, body.error.code, body.error.type]).toEqual([409, code, 'invalid_request_error']);
  expect(body.error.message).toContain(first);
  expect(response.headers.get('x-aiproxy-original-request-id')).toBe(first);
}
const lasting = (response: Response) => expect(response.headers.get('x-should-retry')).toBe('false');

/** A connection is cut before its request is over. */
async function afterEnd(idempotencyKey: string, id: string): Promise<Response> {
  while ((await proxy.query(`SELECT state FROM idempotent_answer WHERE request_id = '${id}'`))[0]?.state === 'running') continue;
  return post(idempotencyKey);
}

/** An answer that waits until it is let go. */
function held(): { answer: Answer; letGo: () => void } {
  let letGo = () => undefined as void;
  const gate = new Promise<void>((resolve) => { letGo = resolve; });
  return { answer: async (response, received) => { await gate; return json(openaiReply())(response, received); }, letGo };
}
async function underWay(idempotencyKey: string): Promise<{ answered: Promise<Response>; id: string; letGo: () => void }> {
  const { answer, letGo } = held();
  proxy.upstream.answer(answer);
  const answered = post(idempotencyKey);
  while (proxy.upstream.received.length === 0) await new Promise(setImmediate);
  const [row] = await proxy.query("SELECT request_id FROM idempotent_answer WHERE state = 'running'");
  return { answered, id: row.request_id as string, letGo };
}

it('while the first one is under way the second is told to come back in a moment, and then has its answer', async () => {
  const { answered, id, letGo } = await underWay('under-way');
  const early = await post('under-way');
  await expectConflict(early, 'idempotency_key_in_use', id);
  expect([early.headers.get('retry-after-ms'), early.headers.get('x-should-retry')]).toEqual(['1000', null]);
  letGo();
  await idOf(await answered);
  const late = await post('under-way');
  expect([late.status, late.headers.get('x-aiproxy-original-request-id')]).toEqual([200, id]);
  expect(proxy.upstream.received).toHaveLength(1);
});

it('one that nobody has renewed for a minute broke off: it is never run again, unless it comes to its end after all', async () => {
  const { answered, id, letGo } = await underWay('broke-off');
  await proxy.query(`UPDATE idempotent_answer SET leased_until = now() WHERE request_id = '${id}'`);
  const second = await post('broke-off');
  await expectConflict(second, 'idempotency_key_interrupted', id);
  lasting(second);
  letGo();
  await idOf(await answered);
  expect((await post('broke-off')).headers.get('x-aiproxy-idempotent-replay')).toBe('true');
  expect(proxy.upstream.received).toHaveLength(1);
});

it('another body, and another endpoint, under the same key are refused for good', async () => {
  const both = ask({ prompt: 'Once only' });
  const first = await idOf(await post('reused', both));
  const elsewhere = () => post('reused', both, '/v1/completions');
  for (const other of [() => post('reused', ask({ seed: 1 })), elsewhere]) {
    const refused = await other();
    await expectConflict(refused, 'idempotency_key_reused', first);
    lasting(refused);
  }
  expect(proxy.upstream.received).toHaveLength(1);
});

it.each([
  ['that ran', stream(openaiStream('Hel', 'lo'))],
  ['that failed after its first byte', stream(openaiFrames.start + openaiFrames.text('Hel'), { after: 'cut' })],
])('a stream %s is not run again', async (name, answer) => {
  proxy.upstream.answer(answer);
  const key = name.replaceAll(' ', '-');
  const first = await idOf(await post(key, ask({ stream: true })));
  const second = await post(key, ask({ stream: true }));
  await expectConflict(second, 'idempotency_key_spent', first);
  lasting(second);
  expect(proxy.upstream.received).toHaveLength(1);
});

it('an answer of more than a mebibyte is not kept, and one that broke off halfway neither', async () => {
  proxy.upstream.answer(json(openaiReply('x'.repeat(1_100_000))));
  const large = await idOf(await post('too-large'));
  await expectConflict(await post('too-large'), 'idempotency_key_spent', large);
  proxy.upstream.answer((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 500_000 });
    response.write(JSON.stringify(openaiReply('x'.repeat(200_000))), () => setImmediate(() => response.destroy()));
  });
  const half = await post('half');
  expect(half.status).toBe(200);
  await expectConflict(await afterEnd('half', await idOf(half)), 'idempotency_key_spent', half.headers.get('x-request-id') ?? '');
});

it('while the database is away requests with a key are refused, those without are served, and what was under way comes to its end', async () => {
  const { answered, letGo } = await underWay('outage');
  const restore = await cutDatabase(proxy);
  try {
    const refused = await post('another');
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '1', { error: expect.objectContaining({ code: 'database_unavailable' }) as object }]);
    letGo();
    expect((await answered).status).toBe(200);
    expect((await post(null)).status).toBe(200);
  } finally {
    await restore();
  }
});
