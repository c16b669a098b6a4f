import * as fc from 'fast-check';
import type OpenAI from 'openai';
import type { JsonObject } from '../../hub.js';
import { call, client } from './testing/ask-sandbox.js';

type Chat = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;
type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk;

const user = (content: string) => ({ role: 'user' as const, content });
const ask = (fields: Partial<Chat> = {}) => client.chat.completions.create({ model: 'sandbox/chat', messages: [user('Hello there')], ...fields });
async function stream(fields: Partial<Chat> = {}): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of await client.chat.completions.create({ model: 'sandbox/chat', messages: [user('Hello there')], ...fields, stream: true } as never) as unknown as AsyncIterable<Chunk>) chunks.push(chunk);
  return chunks;
}
const tool = (name: string, parameters: JsonObject = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }) => ({ type: 'function' as const, function: { name, parameters } });
const called = async (fields: Partial<Chat>) => (await ask(fields)).choices[0].message.tool_calls?.map((one) => (one as { function: { name: string } }).function.name);

describe('the sandbox, asked to chat', () => {
  it('says that it is the sandbox and repeats the last message of the user', async () => {
    const reply = await ask({ messages: [user('first'), { role: 'assistant', content: 'x' }, user('second 世界 👋')] });
    expect(reply).toMatchObject({ model: 'sandbox/chat', object: 'chat.completion', system_fingerprint: 'sandbox' });
    expect(reply.id).toContain('sandbox');
    expect(reply.choices).toMatchObject([{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'This is the AIProxy sandbox: no model runs here. You said: "second 世界 👋".' } }]);
  });

  it('answers the same request with the same bytes, and another with others', async () => {
    const body = { model: 'sandbox/chat', messages: [user('a')], stream: true };
    const [one, two, other] = await Promise.all([call('/chat/completions', body), call('/chat/completions', structuredClone(body)), call('/chat/completions', { ...body, messages: [user('b')] })]);
    expect(two).toEqual(one);
    expect(other.text).not.toBe(one.text);
  });

  it('counts a token for each four characters, and writes no more than max_tokens', async () => {
    const reply = await ask({ messages: [{ role: 'system', content: '12345' }, user('👋👋👋👋')], max_tokens: 3 });
    expect(reply.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 });
    expect(reply.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'This is the ' } });
    expect((await ask({ max_completion_tokens: 1000 })).choices[0].finish_reason).toBe('stop');
  });

  it('stops before the first stop sequence', async () => {
    expect((await ask({ stop: ['runs', 'model'] })).choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'This is the AIProxy sandbox: no ' } });
  });

  it('gives n choices and counts each', async () => {
    const [one, three] = await Promise.all([ask(), ask({ n: 3 })]);
    expect(three.choices.map(({ index, message }) => [index, message.content])).toEqual([0, 1, 2].map((index) => [index, one.choices[0].message.content]));
    expect(three.usage).toMatchObject({ prompt_tokens: one.usage!.prompt_tokens, completion_tokens: one.usage!.completion_tokens * 3 });
  });

  it('answers in JSON when asked to', async () => {
    expect(JSON.parse((await ask({ response_format: { type: 'json_object' } })).choices[0].message.content!)).toEqual({ sandbox: true, said: 'Hello there' });
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 5 } }, required: ['n'] };
    expect(JSON.parse((await ask({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } })).choices[0].message.content!)).toEqual({ n: 5 });
  });

  it('tells its reasoning where the model is sandbox/reasoning, and counts it', async () => {
    const reply = await ask({ model: 'sandbox/reasoning' });
    expect((reply.choices[0].message as { reasoning_content?: string }).reasoning_content).toContain('11 characters');
    expect(reply.choices[0].message.content).toContain('Hello there');
    expect(reply.usage!.completion_tokens_details!.reasoning_tokens).toBeGreaterThan(0);
    expect((await ask({ model: 'sandbox/reasoning', reasoning_effort: 'none' })).usage!.completion_tokens_details?.reasoning_tokens ?? 0).toBe(0);
  });

  it.each([
    ['the one it speaks of, by a word of its name', { messages: [user('How is the weather?')] }, ['get_weather']],
    ['all it speaks of', { messages: [user('weather and localTime, please')] }, ['get_weather', 'localTime']],
    ['only the first without parallel calls', { messages: [user('weather and localTime')], parallel_tool_calls: false }, ['get_weather']],
    ['none it does not speak of', { messages: [user('Hi')] }, undefined],
    ['none with tool_choice none', { messages: [user('weather')], tool_choice: 'none' }, undefined],
    ['the first with tool_choice required', { messages: [user('Hi')], tool_choice: 'required' }, ['get_weather']],
    ['the named one', { messages: [user('weather')], tool_choice: { type: 'function', function: { name: 'localTime' } } }, ['localTime']],
  ] as [string, Partial<Chat>, string[] | undefined][])('calls of two tools %s', async (_, fields, names) => {
    expect(await called({ tools: [tool('get_weather'), tool('localTime')], ...fields })).toEqual(names);
  });

  it('finishes calls with tool_calls, their arguments made by the schema, and answers results with a text that repeats them', async () => {
    const tools = [tool('get_weather')];
    const [choice] = (await ask({ tools, messages: [user('weather')] })).choices;
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null, tool_calls: [{ type: 'function', function: { name: 'get_weather', arguments: '{"city":"sandbox"}' } }] } });
    const id = choice.message.tool_calls![0].id;
    const answered = await ask({ tools, messages: [user('weather'), choice.message, { role: 'tool', tool_call_id: id, content: '20 degrees' }] });
    expect(answered.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'This is the AIProxy sandbox: no model runs here. The tools answered: "20 degrees".' } });
  });
});

describe('the sandbox, asked to stream', () => {
  const request: fc.Arbitrary<Partial<Chat>> = fc.record({
    model: fc.constantFrom('sandbox/chat', 'sandbox/reasoning'),
    messages: fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constant('weather time')).map((said) => [user(said)]),
    n: fc.integer({ min: 1, max: 3 }),
    max_tokens: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(1000)),
    tools: fc.constantFrom([], [tool('weather'), tool('time')]),
  });

  it('says the same as whole: text, reasoning, calls, finish and usage, with one finish for each choice', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (fields) => {
        const whole = await ask(fields);
        const chunks = await stream({ ...fields, stream_options: { include_usage: true } });
        expect(new Set(chunks.map(({ id, model, created }) => `${id} ${model} ${created}`))).toEqual(new Set([`${whole.id} ${whole.model} ${whole.created}`]));
        for (const choice of whole.choices) {
          const mine = chunks.flatMap(({ choices }) => choices.filter(({ index }) => index === choice.index));
          const joined = (field: string) => mine.map(({ delta }) => (delta as Record<string, string | undefined>)[field] ?? '').join('');
          expect(joined('content')).toBe(choice.message.content ?? '');
          expect(joined('reasoning_content')).toBe((choice.message as { reasoning_content?: string }).reasoning_content ?? '');
          const fragments = mine.flatMap(({ delta }) => delta.tool_calls ?? []);
          for (const [index, one] of (choice.message.tool_calls ?? []).entries()) {
            const own = fragments.filter((fragment) => fragment.index === index);
            expect(own[0]).toMatchObject({ id: one.id, function: { name: (one as { function: { name: string } }).function.name } });
            expect(own.map((fragment) => fragment.function?.arguments ?? '').join('')).toBe((one as { function: { arguments: string } }).function.arguments);
          }
          expect(mine.flatMap(({ finish_reason }) => finish_reason ?? [])).toEqual([choice.finish_reason]);
        }
        expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
      }),
      { numRuns: 60 },
    );
  });

  it('tells the usage only when asked, and always ends with [DONE]', async () => {
    expect((await stream()).some((chunk) => chunk.usage)).toBe(false);
    expect((await call('/chat/completions', { model: 'chat', messages: [user('a')], stream: true })).text.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
  });

  it('speaks all choices side by side', async () => {
    const order = (await stream({ n: 2 })).map(({ choices }) => choices[0].index);
    expect(order.slice(0, 6)).toEqual([0, 1, 0, 1, 0, 1]);
  });
});
