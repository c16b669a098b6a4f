import { json, type Answer } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { errorOf, refused, Scene } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const tooLong = refused(400, 'too long', { code: 'context_length_exceeded' });
const unfit = refused(400, 'flagged', { code: 'content_policy_violation' });
const down = refused(500);
const unlimited = { requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };

let proxy: RunningProxy;
let scene: Scene;
beforeAll(async () => {
  proxy = await startProxy();
  scene = new Scene(proxy);
});
afterAll(() => proxy.close());
beforeEach(() => { scene.answers = {}; });

let made = 0;
/** A model that fails in this way, and one to fall back on: their ids, and the names of their targets. */
async function pair(failing: Answer, fallbacks: (other: string) => object = () => ({})) {
  made += 1;
  const [first, second] = [`first-${made}`, `second-${made}`];
  const other = await scene.model([{ name: second }]);
  const model = await scene.model([{ name: first }], { fallbacks: fallbacks(other) });
  scene.answers[first] = failing;
  return { model, other, first, second };
}

describe('of the request', () => {
  it('a list is gone on with when the targets fail, and the answer says from where', async () => {
    const { model, other, first, second } = await pair(down);
    const { status, headers, asked } = await scene.ask(model, { fallbacks: [other] });
    expect([status, asked]).toEqual([200, [first, first, second]]);
    expect(Object.fromEntries(headers)).toMatchObject({ 'x-aiproxy-fallback-from': model, 'x-aiproxy-model': second, 'x-aiproxy-attempts': '3' });
    expect(proxy.upstream.received.at(-1)?.body).not.toHaveProperty('fallbacks');
  });

  it('an answer of the model itself comes without a word of falling back', async () => {
    const { model, other, first } = await pair(json(openaiReply()));
    const { headers, asked } = await scene.ask(model, { fallbacks: [other] });
    expect([asked, headers.has('x-aiproxy-fallback-from')]).toEqual([[first], false]);
  });

  it.each([['context_window', tooLong, 'content_policy'], ['content_policy', unfit, 'context_window']])('those for %s are for that refusal alone, after one call', async (kind, refusal, another) => {
    const { model, other, first, second } = await pair(refusal);
    expect(await scene.ask(model, { fallbacks: { [kind]: [other] } })).toMatchObject({ status: 200, asked: [first, second] });
    expect(await scene.ask(model, { fallbacks: { [another]: [other], any: [other] } })).toMatchObject({ status: 400, asked: [first] });
    scene.answers[first] = down;
    expect(await scene.ask(model, { fallbacks: { [kind]: [other] } })).toMatchObject({ status: 502, asked: expect.not.arrayContaining([second]) });
  });

  it('streams fall back as well', async () => {
    const { model, other, second } = await pair(tooLong);
    const { headers, asked } = await scene.ask(model, { stream: true, fallbacks: { context_window: [other] } });
    expect([asked.at(-1), headers.get('x-aiproxy-fallback-from')]).toEqual([second, model]);
  });

  it.each([['a model that the key may not use', 'deniedModels'], ['a model that does not exist', undefined]])('%s is a 404 that names the field, before any call', async (_, denied) => {
    const { model, other } = await pair(down);
    const key = await proxy.addKey(denied ? { deniedModels: [other] } : {});
    const sent = await scene.ask(model, { fallbacks: [denied ? other : 'no-such-model'] }, { key });
    expect([sent.status, sent.asked, errorOf(sent)]).toEqual([404, [], expect.objectContaining({ param: 'fallbacks', code: 'model_not_found' })]);
  });

  it('the sandbox stands in for no model, and for itself', async () => {
    const { model } = await pair(down);
    const sent = await scene.ask(model, { fallbacks: ['sandbox/chat'] });
    expect([sent.status, errorOf(sent)]).toEqual([400, expect.objectContaining({ param: 'fallbacks' })]);
    expect((await scene.ask('sandbox/chat', { fallbacks: ['sandbox/chat'] })).status).toBe(200);
  });

  it('embeddings have none', async () => {
    const response = await proxy.post('/v1/embeddings', { model: 'text-embedding-3-small', input: 'Hi', fallbacks: ['text-embedding-3-large'] });
    expect([response.status, await response.json()]).toEqual([400, { error: expect.objectContaining({ param: 'fallbacks' }) as object }]);
  });
});

describe('of the model', () => {
  it('its own are gone on with, each for its kind', async () => {
    const one = await pair(down, (other) => ({ any: [other] }));
    expect(await scene.ask(one.model)).toMatchObject({ status: 200, asked: [one.first, one.first, one.second] });
    const two = await pair(tooLong, (other) => ({ contextWindow: [other] }));
    expect(await scene.ask(two.model)).toMatchObject({ status: 200, asked: [two.first, two.second] });
  });

  it('those of the request come in their place', async () => {
    const { model, other, second } = await pair(tooLong, () => ({ contextWindow: ['gpt-4o'] }));
    expect((await scene.ask(model, { fallbacks: { context_window: [other] } })).asked.at(-1)).toBe(second);
  });

  it('one that the key may not use is passed over', async () => {
    const { model, other, first } = await pair(down, (fallback) => ({ any: [fallback] }));
    const key = await proxy.addKey({ deniedModels: [other] });
    const { status, asked } = await scene.ask(model, {}, { key });
    expect([status, new Set(asked)]).toEqual([502, new Set([first])]);
  });

  it('the explanation names them', async () => {
    const { model, other } = await pair(down, (fallback) => ({ any: [fallback] }));
    expect(await (await proxy.post('/v1/route/explain', { model })).json()).toMatchObject({
      targets: [{ serves: model }], fallbacks: { any: [{ serves: other, reason: 'fallback' }], context_window: [] },
    });
  });
});

describe('limits of the key on the model fallen back on', () => {
  it('hold for it: used up, it is not asked', async () => {
    const { model, other, first, second } = await pair(tooLong, (fallback) => ({ contextWindow: [fallback] }));
    const key = await proxy.addKey({}, { modelLimits: [{ ...unlimited, models: other, requestsPerDay: 1 }] });
    expect(await scene.ask(model, {}, { key })).toMatchObject({ status: 200, asked: [first, second] });
    expect((await scene.ask(model, {}, { key })).asked).toEqual([first]);
  });

  it('are given back when the request is over', async () => {
    const { model, other, first, second } = await pair(tooLong, (fallback) => ({ contextWindow: [fallback] }));
    const key = await proxy.addKey({}, { modelLimits: [{ ...unlimited, models: other, concurrentRequests: 1 }] });
    let during: Promise<string[]> | undefined;
    scene.answers[second] = async (response, received) => {
      during ??= scene.ask(model, {}, { key }).then(({ asked }) => asked);
      await during;
      return json(openaiReply())(response, received);
    };
    expect(await scene.ask(model, {}, { key })).toMatchObject({ status: 200 });
    expect(await during).toEqual([first]);
    expect(await scene.ask(model, {}, { key })).toMatchObject({ status: 200, asked: [first, second] });
  });
});

it('the ledger and the request\'s row name the model that served, and why', async () => {
  const { model, other } = await pair(tooLong);
  const { headers } = await scene.ask(model, { fallbacks: { context_window: [other] } });
  const id = headers.get('x-request-id');
  const rows = (await proxy.stopAndReadLedger()).filter(({ request_id }) => request_id === id);
  expect(rows.map((row) => [row.model_asked, row.model_served, row.outcome, row.final])).toEqual([[model, model, 'context_length_exceeded', false], [model, other, 'ok', true]]);
  const [{ attempts }] = await proxy.query(`SELECT attempts FROM request WHERE id = '${id}'`);
  expect(attempts).toMatchObject([{ reason: 'priority' }, { reason: 'fallback' }]);
});
