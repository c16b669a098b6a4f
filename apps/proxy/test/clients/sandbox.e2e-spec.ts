import type OpenAI from 'openai';
import { APIError, InternalServerError } from 'openai';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let client: OpenAI;
beforeAll(async () => {
  proxy = await startProxy();
  client = proxy.client();
});
afterAll(() => proxy.close());

const user = (content: string) => [{ role: 'user' as const, content }];
const tool = (name: string): OpenAI.ChatCompletionFunctionTool => ({ type: 'function', function: { name, parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } });

describe('the sandbox, which needs no account', () => {
  it.each(['sandbox/chat', 'sandbox/reasoning'])('says the same whole and streamed: %s', async (model) => {
    const ask = { model, messages: user('Grüße 世界 😀') };
    const whole = await client.chat.completions.create(ask);
    const final = await client.chat.completions.stream({ ...ask, stream_options: { include_usage: true } }).finalChatCompletion();
    expect(whole.choices[0]?.message.content).toContain('Grüße 世界 😀');
    expect(final.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(final.usage).toEqual(whole.usage);
  });

  it('calls tools in parallel and takes their results', async () => {
    const tools = [tool('get_weather'), tool('get_population')];
    const ask = { model: 'sandbox/chat', messages: user('The weather and the population of Rome?'), tools };
    const whole = (await client.chat.completions.create(ask)).choices[0];
    const streamed = (await client.chat.completions.stream(ask).finalChatCompletion()).choices[0];
    const called = ({ message }: typeof whole) => message.tool_calls?.map((call) => call.type === 'function' && [call.id, call.function.name, call.function.arguments]);
    expect(whole.finish_reason).toBe('tool_calls');
    expect(whole.message.tool_calls).toHaveLength(2);
    expect(called(streamed)).toEqual(called(whole));
    const results = whole.message.tool_calls!.map(({ id }, index) => ({ role: 'tool' as const, tool_call_id: id, content: `result ${index}` }));
    const { message } = (await client.chat.completions.create({ ...ask, messages: [...ask.messages, whole.message, ...results] })).choices[0];
    expect(message.content).toContain('"result 0", "result 1"');
  });

  it('answers in the form of a JSON schema', async () => {
    const schema = { type: 'object', properties: { city: { type: 'string' }, size: { type: 'integer' } }, required: ['city', 'size'], additionalProperties: false };
    const reply = await client.chat.completions.create({ model: 'sandbox/chat', messages: user('Where?'), response_format: { type: 'json_schema', json_schema: { name: 'place', schema } } });
    expect(JSON.parse(reply.choices[0]?.message.content ?? '')).toEqual({ city: expect.any(String), size: expect.any(Number) });
  });

  it('completes several prompts, whole and streamed', async () => {
    const ask = { model: 'sandbox/completion', prompt: ['one', 'two'], max_tokens: 64 };
    const { choices } = await client.completions.create(ask);
    const texts = ['', ''];
    for await (const chunk of await client.completions.create({ ...ask, stream: true })) for (const choice of chunk.choices) texts[choice.index] += choice.text;
    expect(choices.map(({ index, finish_reason: finish }) => [index, finish])).toEqual([[0, 'stop'], [1, 'stop']]);
    expect(texts).toEqual(choices.map(({ text }) => text));
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('has the same vectors by default and as floats', async () => {
    const ask = { model: 'sandbox/embedding', input: ['one', 'two'] };
    const coded = await client.embeddings.create(ask);
    const floats = await client.embeddings.create({ ...ask, encoding_format: 'float' });
    expect(coded.data).toEqual(floats.data);
    expect(coded.data[0]?.embedding).toHaveLength(256);
  });

  it('fails on purpose, as the gateway shows any provider that fails so', async () => {
    const fail = (model: string) => client.chat.completions.create({ model, messages: user('x') }).catch((error: unknown) => error);
    for (const [model, status, code] of [['sandbox/error-500', 502, 'upstream_error'], ['sandbox/error-429', 503, 'upstream_overloaded'], ['sandbox/error-cut', 502, 'upstream_error']] as const) {
      const error = await fail(model);
      expect(error).toBeInstanceOf(InternalServerError);
      expect(error).toMatchObject({ status, code, requestID: expect.stringMatching(/^req_/) });
    }
  });

  it('breaks a stream on purpose, after its beginning', async () => {
    let text = '';
    const read = async () => {
      for await (const chunk of await client.chat.completions.create({ model: 'sandbox/error-cut', messages: user('x'), stream: true })) text += chunk.choices[0]?.delta.content ?? '';
    };
    await expect(read()).rejects.toMatchObject({ constructor: APIError, code: 'upstream_error', requestID: expect.stringMatching(/^req_/) });
    expect(text).not.toBe('');
  });

  it('asks no provider', () => {
    expect(proxy.upstream.received).toEqual([]);
  });
});
