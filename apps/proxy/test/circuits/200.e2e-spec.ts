import { json, type Answer } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };
const overloaded = json({ error: { message: 'try later' } }, 503);
const limited = json({ error: { message: 'slowly' } }, 429, { 'retry-after': '60' });

let proxy: RunningProxy;
let first: string;
/** What the first target answers; the second one always does well. */
let answer: Answer;
let listing: Answer;
beforeAll(async () => {
  proxy = await startProxy({ PROBE_INTERVAL_MS: '1000', RETRY_BASE_MS: '0', MISTRAL_API_KEY: '', GEMINI_API_KEY: '', ANTHROPIC_API_KEY: '' });
  await proxy.change("INSERT INTO target (id, model_id, provider_id, upstream_model, priority, source) VALUES ('second', 'gpt-4o-mini', 'vllm', 'own-mini', 9, 'admin')");
  first = (await proxy.query("SELECT id FROM target WHERE model_id = 'gpt-4o-mini' AND provider_id = 'openai'"))[0].id as string;
  proxy.upstream.answer((response, received) => {
    const isFirst = received.headers.authorization?.includes('openai') ?? false;
    const isListing = received.path === '/v1/models';
    const ofFirst = isListing ? listing : answer;
    const ofSecond = isListing ? json({ error: { message: 'no list here' } }, 404) : json(openaiReply());
    return (isFirst ? ofFirst : ofSecond)(response, received);
  });
});
afterAll(() => proxy.close());
beforeEach(() => { listing = json({ error: { message: 'no list here' } }, 404); });

/** Which upstream models a request asked for, and its status. */
async function askedBy(body: object = ask): Promise<[number, string[]]> {
  const before = proxy.upstream.received.length;
  const response = await proxy.post('/v1/chat/completions', body);
  await response.text();
  return [response.status, proxy.upstream.received.slice(before).flatMap(({ body: sent }) => (sent ? [sent.model as string] : []))];
}
async function explained(model = ask.model): Promise<{ targets: { model: string; reason: string }[]; skipped: { model: string; reason: string; message: string }[] }> {
  return (await proxy.post('/v1/route/explain', { model })).json() as never;
}
async function until<Found>(look: () => Promise<Found>, isThere: (found: Found) => boolean): Promise<Found> {
  for (;;) {
    const found = await look();
    if (isThere(found)) return found;
  }
}
const circuits = () => proxy.query('SELECT credential_id, target_id, state, reason FROM circuit');

it('a target that fails is left alone while another one answers, says why, and is asked again when it is well', async () => {
  answer = overloaded;
  for (let time = 0; time < 5; time += 1) expect(await askedBy()).toEqual([200, ['gpt-4o-mini', 'own-mini']]);
  expect(await askedBy()).toEqual([200, ['own-mini']]);
  expect((await explained()).skipped).toMatchObject([{ model: 'gpt-4o-mini', reason: 'circuit_open', message: 'Too many of its last calls failed.' }]);
  expect(await until(circuits, (rows) => rows.length > 0)).toEqual([{ credential_id: 'env:openai', target_id: first, state: 'open', reason: expect.stringContaining('status 503') }]);
  [answer, listing] = [json(openaiReply()), json({ data: [] })];
  await until(explained, ({ skipped }) => skipped.length === 0); // a free call went well
  expect(await askedBy()).toEqual([200, ['gpt-4o-mini']]);
  expect(await until(circuits, (rows) => rows.length === 0)).toEqual([]);
});

it('the only target of a model is asked however often it has failed, and answers as soon as it can', async () => {
  const alone = { ...ask, model: 'gpt-4o' };
  answer = overloaded;
  for (let time = 0; time < 5; time += 1) expect((await askedBy(alone))[0]).toBe(503);
  expect((await explained('gpt-4o')).targets).toMatchObject([{ reason: 'priority' }]);
  answer = json(openaiReply());
  expect(await askedBy(alone)).toEqual([200, ['gpt-4o']]);
});

it('a credential that is to wait is left alone at all of its targets, but where there is no other', async () => {
  answer = limited;
  expect(await askedBy()).toEqual([200, ['gpt-4o-mini', 'own-mini']]);
  expect(await askedBy()).toEqual([200, ['own-mini']]);
  expect((await explained()).skipped).toMatchObject([{ reason: 'cooling' }]);
  answer = json(openaiReply());
  expect(await askedBy({ ...ask, model: 'gpt-4o' })).toEqual([200, ['gpt-4o']]);
  expect(await askedBy()).toEqual([200, ['gpt-4o-mini']]); // it has answered, so it need not wait
});

it('a credential that is found refused by a free call is not asked', async () => {
  listing = json({ error: { message: 'who is that' } }, 401);
  await until(explained, ({ skipped }) => skipped.some(({ reason }) => reason === 'refused'));
  answer = json(openaiReply());
  expect(await askedBy()).toEqual([200, ['own-mini']]);
  listing = json({ data: [] });
  await until(explained, ({ skipped }) => skipped.length === 0);
  expect(await askedBy()).toEqual([200, ['gpt-4o-mini']]);
});
