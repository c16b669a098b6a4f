import { newEncryptionKey, parseEncryptionKeys, Sealer } from '#access/seal';
import { sealedAs } from '#database/request-bodies';
import { cutDatabase } from '../harness/cut-database.js';
import { json, stream } from '../harness/fake-upstream.js';
import { openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type LedgerRow, type RunningProxy } from '../harness/start-proxy.js';

const ENCRYPTION_KEY = newEncryptionKey();
const sealer = new Sealer(parseEncryptionKeys(ENCRYPTION_KEY));
const chat = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Look at sk-abcdefghijklmnopqrst and say hello' }] };

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1', ENCRYPTION_KEY }); });
afterAll(() => proxy.close());
beforeEach(() => { proxy.upstream.answer(json(openaiReply())); });

const keep = (what: 'none' | 'requests' | 'both') => proxy.change(`UPDATE project SET keep_bodies = '${what}'`);
async function post(body: object, path = '/v1/chat/completions'): Promise<string> {
  const response = await proxy.post(path, body);
  await response.text();
  return response.headers.get('x-request-id') ?? '';
}
/** Of one request, once it is written. */
async function kept(id: string): Promise<{ request: string; answer: string | null }> {
  let row: LedgerRow | undefined;
  while (!row) [row] = await proxy.query(`SELECT * FROM request_body WHERE request_id = '${id}'`);
  const found = row;
  const open = (side: 'request' | 'answer') => (found[side] === null ? null : sealer.open(found[side] as Buffer, sealedAs(id, side)));
  return { request: open('request') ?? '', answer: open('answer') };
}

it('nothing is kept unless the project says so', async () => {
  const silent = await post(chat);
  await keep('requests');
  await kept(await post(chat));
  expect(await proxy.query(`SELECT * FROM request_body WHERE request_id = '${silent}'`)).toEqual([]);
});

it('of a project that keeps requests there is the request alone, without what looks like a secret', async () => {
  await keep('requests');
  expect(await kept(await post(chat))).toEqual({ request: JSON.stringify(chat).replace('sk-abcdefghijklmnopqrst', '[redacted]'), answer: null });
});

it('of one that keeps both there is what the caller was told, too: plain, as a stream, as an error', async () => {
  await keep('both');
  const plain = await kept(await post(chat));
  expect(JSON.parse(plain.answer ?? '')).toMatchObject({ provider: 'openai', choices: [{ message: { content: 'Hello there!' } }] });
  proxy.upstream.answer(stream(openaiStream('Hel', 'lo')));
  const streamed = await kept(await post({ ...chat, stream: true }));
  expect(JSON.parse(streamed.answer ?? '')).toMatchObject({ choices: [{ index: 0, delta: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }] });
  const refused = await kept(await post({ ...chat, model: 'no-such-model' }));
  expect(JSON.parse(refused.answer ?? '')).toMatchObject({ error: { code: 'model_not_found' } });
});

it('nothing of it lies in the table in clear', async () => {
  await keep('both');
  const id = await post(chat);
  await kept(id);
  const [{ row }] = await proxy.query(`SELECT request_body::text AS row FROM request_body WHERE request_id = '${id}'`);
  for (const said of ['say hello', 'Hello there!']) expect(row).not.toContain(Buffer.from(said).toString('hex'));
});

it('the same answer given again under an Idempotency-Key is kept as any other', async () => {
  await keep('both');
  const ids: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const response = await proxy.post('/v1/chat/completions', chat, { headers: { 'idempotency-key': 'kept' } });
    await response.text();
    ids.push(response.headers.get('x-request-id') ?? '');
  }
  expect((await kept(ids[1])).answer).toBe((await kept(ids[0])).answer);
});

it('while the database is away requests are answered, and what was said is kept when it is back', async () => {
  await keep('both');
  const restore = await cutDatabase(proxy);
  let id = '';
  try {
    id = await post(chat);
  } finally {
    await restore();
  }
  expect((await kept(id)).request).toContain('say hello');
});
