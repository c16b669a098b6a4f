import { json, reset, silent, stream, type Answer } from '../harness/fake-upstream.js';
import { openaiReply, openaiStream } from '../harness/replies.js';
import { errorOf, refused, Scene } from '../harness/scene.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

const down = refused(500);
let proxy: RunningProxy;
let scene: Scene;
beforeAll(async () => {
  proxy = await startProxy();
  scene = new Scene(proxy);
});
afterAll(() => proxy.close());

let made = 0;
/** A model with targets in this order, the first ones failing; gives its id and the names of its targets. */
async function failing(answers: (Answer | undefined)[], more: object[] = []): Promise<{ model: string; names: string[] }> {
  made += 1;
  const names = answers.map((_, index) => `${made}-${index}`);
  answers.forEach((answer, index) => { if (answer) scene.answers[names[index]] = answer; });
  return { model: await scene.model(names.map((name, priority) => ({ name, priority, ...more[priority] }))), names };
}
const explained = async (model: string) => (await proxy.post('/v1/route/explain', { model })).json() as Promise<{ skipped: { model: string; reason: string; until: string }[] }>;
const ms = ({ headers }: { headers: Headers }) => Number(headers.get('x-aiproxy-overhead-ms'));
const late = (answer: Answer, lateMs: number): Answer => async (response, received) => {
  await new Promise((resolve) => { setTimeout(resolve, lateMs); });
  return answer(response, received);
};

it.each([400, 404, 413, 422])('a caller\'s mistake (%s) is one call, whoever else there is', async (status) => {
  const { model, names } = await failing([refused(status, 'your mistake'), undefined]);
  for (let time = 0; time < 6; time += 1) expect(await scene.ask(model)).toMatchObject({ status, asked: [names[0]] });
  expect((await explained(model)).skipped).toEqual([]);
});

it.each([408, 500, 502, 503, 504, 529])('a %s leads to the next target', async (status) => {
  const { model, names } = await failing([refused(status), undefined]);
  expect(await scene.ask(model)).toMatchObject({ status: 200, asked: names });
});

it('no more calls are made than are allowed, and then the client need not try again', async () => {
  const { model, names } = await failing([down, reset, down, undefined]);
  const sent = await scene.ask(model);
  expect(sent).toMatchObject({ status: 502, asked: names.slice(0, 3) });
  expect(sent.headers.get('x-should-retry')).toBe('false');
});

describe('a caller\'s deadline', () => {
  const hurry = { headers: { 'x-stainless-timeout': '1' } };

  it('ends a request that nobody answers, after one call, and speaks against no target', async () => {
    const { model, names } = await failing([silent, undefined]);
    const begun = performance.now();
    const all = await Promise.all(Array.from({ length: 6 }, () => scene.ask(model, {}, hurry)));
    const tookMs = performance.now() - begun;
    expect(all.map((sent) => [sent.status, errorOf(sent).code])).toEqual(all.map(() => [504, 'upstream_timeout']));
    expect(new Set(all.flatMap(({ asked }) => asked))).toEqual(new Set([names[0]]));
    expect(tookMs).toBeGreaterThan(950);
    expect(tookMs).toBeLessThan(2500);
    expect((await explained(model)).skipped).toEqual([]);
  });

  it('keeps a pause from being made that would go beyond it', async () => {
    const { model, names } = await failing([json({ error: { message: 'slowly' } }, 503, { 'retry-after': '3' })]);
    const sent = await scene.ask(model, {}, hurry);
    expect(sent).toMatchObject({ status: 503, asked: [names[0]] });
    expect(sent.headers.get('retry-after')).toBe('3');
  });
});

it('a target\'s own time limits hold for it, and being late speaks against it', async () => {
  const { model, names } = await failing([silent, undefined], [{ timeouts: { firstByteMs: 100 } }]);
  const all = await Promise.all(Array.from({ length: 6 }, () => scene.ask(model)));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  const { skipped: [skipped] } = await explained(model);
  expect(skipped).toMatchObject({ model: names[0], reason: 'circuit_open' });
  expect(Date.parse(skipped.until)).toBeGreaterThan(Date.now() + 2000);
  expect((await scene.ask(model)).asked).toEqual([names[1]]);
});

it.each([
  ['plain', late(json(openaiReply()), 300), {}],
  ['streamed', late(stream(openaiStream('Hello')), 300), { stream: true }],
])('what is said to be ours of the time leaves out the provider\'s, %s', async (_, answer, more) => {
  const { model } = await failing([answer]);
  await scene.ask(model, more);
  const sent = await scene.ask(model, more);
  expect(sent.status).toBe(200);
  expect(ms(sent)).toBeGreaterThan(0);
  expect(ms(sent)).toBeLessThan(150);
});

it('nor the time of a provider that failed before', async () => {
  const { model } = await failing([late(down, 300), undefined]);
  const sent = await scene.ask(model);
  expect([sent.status, sent.asked.length]).toEqual([200, 2]);
  expect(ms(sent)).toBeLessThan(150);
});
