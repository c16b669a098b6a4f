import { json, stream, type Answer } from '../harness/fake-upstream.js';
import { anthropicReply, openaiFrames, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
beforeEach(() => { proxy.upstream.received.length = 0; });
afterAll(() => proxy.close());

interface Completion { id: string; object: string; provider: string; choices: { text: string; index: number; finish_reason: string | null }[]; usage: object }
const send = (body: object) => proxy.post('/v1/completions', body);
const complete = async (body: object) => (await send(body)).json() as Promise<Completion>;

/** A chat model that says its prompt back, so that answers can be told apart. */
const parrot: Answer = (response, { body }) => {
  const said = `<${(body as { messages: { content: string }[] }).messages[0]?.content}>`;
  return json(openaiReply(said))(response, { path: '', headers: {}, text: '', body });
};

describe('a completion of a chat model', () => {
  it('has the shape of a completion, the provider first', async () => {
    proxy.upstream.answer(json(openaiReply(' world')));
    const text = await (await send({ model: 'gpt-4o-mini', prompt: 'Hello' })).text();
    expect(text.startsWith('{"provider":"openai",')).toBe(true);
    expect(JSON.parse(text)).toEqual({
      provider: 'openai', id: expect.stringMatching(/^cmpl-/) as string, object: 'text_completion', created: expect.any(Number) as number, model: 'gpt-4o-mini-2024-07-18',
      choices: [{ text: ' world', index: 0, logprobs: null, finish_reason: 'stop' }],
      usage: expect.objectContaining({ prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 }) as object,
    });
    expect(proxy.upstream.received[0]?.path).toBe('/v1/chat/completions');
    expect(proxy.upstream.received[0]?.body).toMatchObject({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] });
  });

  it('is 16 tokens long unless the caller says otherwise', async () => {
    proxy.upstream.answer(json(openaiReply()));
    await complete({ model: 'gpt-4o-mini', prompt: 'Hello' });
    await complete({ model: 'gpt-4o-mini', prompt: 'Hello', max_tokens: 40 });
    await complete({ model: 'o3-mini', prompt: 'Hello' });
    const limits = proxy.upstream.received.map(({ body }) => { const { max_tokens: old, max_completion_tokens: limit } = body as Record<string, number>; return old ?? limit; });
    expect(limits).toEqual([16, 40, 16]);
  });

  it('is served by a provider of another dialect', async () => {
    proxy.upstream.answer(json(anthropicReply()));
    expect(await complete({ model: 'claude-sonnet-4-5', prompt: 'Hello' })).toMatchObject({ object: 'text_completion', provider: 'anthropic', choices: [{ text: 'Hello from Claude.', index: 0 }] });
  });

  it('answers each prompt n times, in order, with the usage of all', async () => {
    proxy.upstream.answer(parrot);
    const response = await send({ model: 'gpt-4o-mini', prompt: ['a', 'b', 'c'], n: 2 });
    const { choices, usage } = (await response.json()) as Completion;
    expect(choices.map(({ index, text }) => [index, text])).toEqual([[0, '<a>'], [1, '<a>'], [2, '<b>'], [3, '<b>'], [4, '<c>'], [5, '<c>']]);
    expect(usage).toMatchObject({ prompt_tokens: 72, completion_tokens: 42, total_tokens: 114 });
    expect([response.headers.get('x-aiproxy-attempts'), response.headers.get('x-aiproxy-cost-usd')]).toEqual(['6', '0.0000342']);
  });

  it('stands behind its prompt when echo is asked for', async () => {
    proxy.upstream.answer(parrot);
    const { choices } = await complete({ model: 'gpt-4o-mini', prompt: ['a', 'b'], echo: true });
    expect(choices.map(({ text }) => text)).toEqual(['a<a>', 'b<b>']);
  });

  it('streams chunks of the same shape, one finish a choice, and ends once', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('x', 'y') + openaiFrames.finish + openaiFrames.usage + openaiFrames.done));
    const text = await (await send({ model: 'gpt-4o-mini', prompt: ['a', 'b'], echo: true, stream: true, stream_options: { include_usage: true } })).text();
    const chunks = text.split('\n\n').filter((frame) => frame.startsWith('data: {')).map((frame) => JSON.parse(frame.slice(6)) as Completion);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    const textOf = (index: number) => choices.filter((choice) => choice.index === index).map((choice) => choice.text).join('');
    expect([textOf(0), textOf(1)]).toEqual(['axy', 'bxy']);
    expect(choices.filter((choice) => choice.finish_reason).map(({ index }) => index).toSorted((one, other) => one - other)).toEqual([0, 1]);
    expect(new Set(chunks.map(({ id, object }) => `${object} ${id}`)).size).toBe(1);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 24, completion_tokens: 14 } });
    expect(text.match(/\[DONE\]/g)).toHaveLength(1);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });
});

describe('a completion of a legacy model', () => {
  const wire = '{"id":"cmpl-1","object":"text_completion","created":1,"model":"gpt-3.5-turbo-instruct","choices":[{"text":"x","index":0,"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}';

  it('is asked with the caller\'s own bytes, prompts of tokens and all that the endpoint can do included', async () => {
    proxy.upstream.answer(json(wire));
    const body = { model: 'gpt-3.5-turbo-instruct', prompt: [[1, 2], [3]], n: 2, best_of: 3, logprobs: 2, suffix: 'end', echo: true, max_tokens: 0 };
    expect(await (await send(body)).text()).toBe(`{"provider":"openai",${wire.slice(1)}`);
    expect(proxy.upstream.received).toMatchObject([{ path: '/v1/completions', text: JSON.stringify(body) }]);
    await send({ ...body, prompt: [1, 2, 3] });
    expect(proxy.upstream.received[1]?.body).toMatchObject({ prompt: [1, 2, 3] });
  });

  it('streams the bytes that came', async () => {
    const frames = 'data: {"id":"cmpl-1","object":"text_completion","choices":[{"text":"x","index":0,"logprobs":null,"finish_reason":null}]}\n\n'
      + 'data: {"id":"cmpl-1","object":"text_completion","choices":[{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}]}\n\n';
    proxy.upstream.answer(stream(`${frames}data: {"id":"cmpl-1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\n\ndata: [DONE]\n\n`));
    expect(await (await send({ model: 'gpt-3.5-turbo-instruct', prompt: 'a', stream: true })).text()).toBe(`${frames}data: [DONE]\n\n`);
  });
});
