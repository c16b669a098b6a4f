import OpenAI, { APIError, AuthenticationError, BadRequestError, InternalServerError, NotFoundError, PermissionDeniedError, RateLimitError } from 'openai';
import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, anthropicStream, geminiReply, geminiStream, openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let client: OpenAI;
beforeAll(async () => {
  proxy = await startProxy();
  client = proxy.client();
});
afterAll(() => proxy.close());

const user = (content: string) => [{ role: 'user' as const, content }];
const weather: OpenAI.ChatCompletionTool = { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } };

describe('the openai client', () => {
  it.each([
    ['gpt-4o-mini', json(openaiReply('Hi.')), 'Hi.'],
    ['claude-sonnet-4-5', json(anthropicReply([{ type: 'text', text: 'Hi.' }])), 'Hi.'],
    ['gemini-2.5-flash', json(geminiReply([{ text: 'Hi.' }])), 'Hi.'],
  ])('reads an answer of %s', async (model, answer, expected) => {
    proxy.upstream.answer(answer);
    const reply = await client.chat.completions.create({ model, messages: user('Hello') });
    expect(reply.choices[0]?.message.content).toBe(expected);
    expect(reply.choices[0]?.finish_reason).toBe('stop');
    expect(reply.usage?.total_tokens).toBe((reply.usage?.prompt_tokens ?? 0) + (reply.usage?.completion_tokens ?? 0));
    expect(reply._request_id).toMatch(/^req_/);
  });

  it.each([
    ['gpt-4o-mini', stream(openaiStream('He', 'llo'))],
    ['claude-sonnet-4-5', stream(anthropicStream('He', 'llo'))],
    ['gemini-2.5-flash', stream(geminiStream('He', 'llo'))],
  ])('accumulates a stream of %s with its helper', async (model, answer) => {
    proxy.upstream.answer(answer);
    const run = client.chat.completions.stream({ model, messages: user('Hello'), stream_options: { include_usage: true } });
    const final = await run.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe('Hello');
    expect(final.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it('gets two parallel tool calls of Anthropic and sends both results back in its form', async () => {
    proxy.upstream.answer(json(anthropicReply([
      { type: 'text', text: 'Looking.' }, { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } }, { type: 'tool_use', id: 'toolu_2', name: 'weather', input: {} },
    ], 'tool_use')));
    const first = await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: user('Weather?'), tools: [weather] });
    const message = first.choices[0].message;
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    expect(message.tool_calls?.map((call) => call.type === 'function' && [call.id, call.function.arguments])).toEqual([['toolu_1', '{"city":"Rome"}'], ['toolu_2', '{}']]);
    proxy.upstream.answer(json(anthropicReply()));
    await client.chat.completions.create({ model: 'claude-sonnet-4-5', tools: [weather], messages: [...user('Weather?'), message,
      { role: 'tool', tool_call_id: 'toolu_1', content: 'sun' }, { role: 'tool', tool_call_id: 'toolu_2', content: 'rain' }] });
    const { messages } = proxy.upstream.received.at(-1)?.body;
    expect(messages.map((one: { role: string }) => one.role)).toEqual(['user', 'assistant', 'user']);
    expect(messages[2].content.map((block: { type: string; tool_use_id: string }) => [block.type, block.tool_use_id])).toEqual([['tool_result', 'toolu_1'], ['tool_result', 'toolu_2']]);
  });

  it('carries the signature of a thought back on the second turn', async () => {
    proxy.upstream.answer(json(anthropicReply([{ type: 'thinking', thinking: 'Hm.', signature: 'sig-1' }, { type: 'text', text: 'Yes.' }])));
    const first = await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: user('Think'), reasoning_effort: 'high', max_tokens: 20_000 });
    const message = first.choices[0].message as OpenAI.ChatCompletionMessage & { reasoning_content?: string };
    expect(message.reasoning_content).toBe('Hm.');
    await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: [...user('Think'), message, ...user('More')], reasoning_effort: 'high', max_tokens: 20_000 });
    expect(proxy.upstream.received.at(-1)?.body.messages[1].content[0]).toEqual({ type: 'thinking', thinking: 'Hm.', signature: 'sig-1' });
  });

  it('carries the signature of a Gemini call back on the second turn', async () => {
    proxy.upstream.answer(json(geminiReply([{ functionCall: { name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'c2ln' }])));
    const first = await client.chat.completions.create({ model: 'gemini-2.5-flash', messages: user('Weather?'), tools: [weather] });
    const message = first.choices[0].message;
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    await client.chat.completions.create({ model: 'gemini-2.5-flash', tools: [weather], messages: [...user('Weather?'), message, { role: 'tool', tool_call_id: message.tool_calls?.[0]?.id ?? '', content: 'snow' }] });
    const { contents } = proxy.upstream.received.at(-1)?.body;
    expect(contents[1].parts[0]).toMatchObject({ functionCall: { name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'c2ln' });
    expect(contents[2].parts[0].functionResponse.name).toBe('weather');
  });

  it('gets as many choices as it asked for where a provider gives one at a time, plain and streamed', async () => {
    proxy.upstream.answer(json(anthropicReply()));
    const plain = await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: user('Hi'), n: 3 });
    expect(plain.choices.map(({ index, message }) => [index, message.content])).toEqual([[0, 'Hello from Claude.'], [1, 'Hello from Claude.'], [2, 'Hello from Claude.']]);
    expect(plain.usage?.completion_tokens).toBe(18);
    proxy.upstream.answer(stream(anthropicStream('He', 'llo')));
    const final = await client.chat.completions.stream({ model: 'claude-sonnet-4-5', messages: user('Hi'), n: 2, stream_options: { include_usage: true } }).finalChatCompletion();
    expect(final.choices.map(({ index, message }) => [index, message.content])).toEqual([[0, 'Hello'], [1, 'Hello']]);
  });

  it('completes texts: one, several, streamed, with token prompts where the model takes them', async () => {
    proxy.upstream.answer(json(anthropicReply()));
    const several = await client.completions.create({ model: 'claude-sonnet-4-5', prompt: ['a', 'b'] });
    expect(several.choices.map(({ index, text, finish_reason }) => [index, text, finish_reason])).toEqual([[0, 'Hello from Claude.', 'stop'], [1, 'Hello from Claude.', 'stop']]);
    expect(proxy.upstream.received.at(-1)?.body.max_tokens).toBe(16);
    proxy.upstream.answer(stream(openaiStream('He', 'llo')));
    let text = '';
    for await (const chunk of await client.completions.create({ model: 'gpt-4o-mini', prompt: 'x', stream: true })) text += chunk.choices[0]?.text ?? '';
    expect(text).toBe('Hello');
    proxy.upstream.answer(json({ id: 'cmpl-1', object: 'text_completion', created: 1, model: 'gpt-3.5-turbo-instruct', choices: [{ text: 'ok', index: 0, logprobs: null, finish_reason: 'stop' }], usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 } }));
    expect((await client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: [1, 2] })).choices[0]?.text).toBe('ok');
    expect(proxy.upstream.received.at(-1)).toMatchObject({ path: '/v1/completions', body: { prompt: [1, 2] } });
  });

  it('reads the same vectors by default and as floats, of Gemini and of a server that knows no base64', async () => {
    proxy.upstream.answer(json({ embeddings: [{ values: [0.6, 0.8] }, { values: [1, 0] }] }));
    const ask = { model: 'gemini-embedding-001', input: ['a', 'b'] };
    const coded = await client.embeddings.create(ask);
    const floats = await client.embeddings.create({ ...ask, encoding_format: 'float' });
    expect(floats.data.map(({ embedding }) => embedding)).toEqual([[0.6, 0.8], [1, 0]]);
    expect(coded.data.map(({ embedding }) => embedding)).toEqual([[Math.fround(0.6), Math.fround(0.8)], [1, 0]]);
    proxy.upstream.answer(json({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.25, 0.5] }], model: 'x', usage: { prompt_tokens: 1, total_tokens: 1 } }));
    expect((await client.embeddings.create({ model: 'text-embedding-3-large', input: 'a' })).data[0]?.embedding).toEqual([0.25, 0.5]);
  });

  it('gets the vectors of more inputs than a provider takes at once, in order', async () => {
    // Unit vectors, which nobody rescales, each of the angle that its text names.
    const vectorOf = (text: string) => [Math.cos(Number(text) / 1000), Math.sin(Number(text) / 1000)];
    proxy.upstream.answer((response, received) => {
      const requests = received.body.requests as { content: { parts: [{ text: string }] } }[];
      return json({ embeddings: requests.map(({ content }) => ({ values: vectorOf(content.parts[0].text) })) })(response, received);
    });
    const input = Array.from({ length: 250 }, (_, index) => String(index + 1));
    const { data: rows } = await client.embeddings.create({ model: 'gemini-embedding-001', input, encoding_format: 'float' });
    expect(rows.map(({ index, embedding }) => [index, embedding])).toEqual(input.map((text, index) => [index, vectorOf(text)]));
    expect(proxy.upstream.received.slice(-3).map(({ body }) => body.requests.length as number).toSorted((a, b) => b - a)).toEqual([100, 100, 50]);
  });

  it('lists models and finds one whose id has a slash', async () => {
    const ids = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(expect.arrayContaining(['gpt-4-turbo', 'claude-3-opus', 'text-embedding-3-large', 'sandbox/chat']));
    expect((await client.models.retrieve('sandbox/chat')).id).toBe('sandbox/chat');
  });

  it('throws the class of each error, with a request id', async () => {
    const refused = async (act: Promise<unknown>) => act.then(() => { throw new Error('was answered'); }, (error: unknown) => error as APIError);
    const ask = (model: string, more: object = {}) => client.chat.completions.create({ model, messages: user('x'), ...more });
    const upstreamError = (status: number) => json({ error: { message: 'no', type: 't', param: null, code: null } }, status);
    const narrow = proxy.client({ apiKey: await proxy.addKey({ permissions: ['models:read'] }) });
    const slow = proxy.client({ apiKey: await proxy.addKey({}, { requestsPerMinute: 1 }) });
    await slow.models.list();
    proxy.upstream.answer(upstreamError(500));
    const cases: [APIError, unknown, number][] = [
      [await refused(proxy.client({ apiKey: 'wrong' }).models.list()), AuthenticationError, 401],
      [await refused(narrow.chat.completions.create({ model: 'gpt-4o-mini', messages: user('x') })), PermissionDeniedError, 403],
      [await refused(ask('no-such-model')), NotFoundError, 404],
      [await refused(ask('gpt-4o-mini', { temperature: 9 })), BadRequestError, 400],
      [await refused(slow.models.list()), RateLimitError, 429],
      [await refused(ask('gpt-4o-mini')), InternalServerError, 502],
    ];
    for (const [error, kind, status] of cases) {
      expect(error).toBeInstanceOf(kind);
      expect([error.status, error.requestID]).toEqual([status, expect.stringMatching(/^req_/)]);
    }
  });

  it('throws when a stream breaks after its first content', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('Hel'), { after: 'cut' }));
    const read = async () => { for await (const _ of await client.chat.completions.create({ model: 'gpt-4o-mini', messages: user('x'), stream: true })); };
    await expect(read()).rejects.toMatchObject({ constructor: APIError, type: 'api_error', requestID: expect.stringMatching(/^req_/) });
  });
});
