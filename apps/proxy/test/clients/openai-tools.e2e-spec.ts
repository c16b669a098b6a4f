import type OpenAI from 'openai';
import { json } from '../harness/fake-upstream.js';
import { anthropicReply, geminiReply, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { calling, callingModels, calls, continued } from './tool-replies.js';

let proxy: RunningProxy;
let client: OpenAI;
beforeAll(async () => {
  proxy = await startProxy();
  client = proxy.client();
});
afterAll(() => proxy.close());

type Message = OpenAI.ChatCompletionMessage & { reasoning_content?: string; reasoning_details?: object[] };
const question = { role: 'user' as const, content: 'Weather and time?' };
const tools: OpenAI.ChatCompletionFunctionTool[] = [
  { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } },
  { type: 'function', function: { name: 'now' } },
];
const callsOf = (message: OpenAI.ChatCompletionMessage | undefined) => (message?.tool_calls ?? []).filter((call) => call.type === 'function');
const shown = (message: OpenAI.ChatCompletionMessage | undefined) => callsOf(message).map(({ function: { name, arguments: text } }) => [name, text]);

/** Answers every call and asks on; gives what the provider was then asked. */
async function askOn(model: string, message: OpenAI.ChatCompletionMessage) {
  proxy.upstream.answer(json(model.startsWith('claude') ? anthropicReply() : model.startsWith('gemini') ? geminiReply() : openaiReply()));
  const results = callsOf(message).map(({ id }, index) => ({ role: 'tool' as const, tool_call_id: id, content: `result ${index}` }));
  const reply = await client.chat.completions.create({ model, messages: [question, message, ...results], tools });
  expect(reply.choices[0]?.finish_reason).toBe('stop');
  return { body: proxy.upstream.received.at(-1)?.body, ids: results.map((result) => result.tool_call_id) };
}

const ways = callingModels.flatMap((model) => [[model, 'whole'] as const, [model, 'streamed'] as const]);

describe('parallel tool calls', () => {
  it.each(ways)('of %s, %s, are the same list, arguments always JSON and ids all different', async (model, way) => {
    proxy.upstream.answer(calling[model][way]);
    const ask = { model, messages: [question], tools };
    const reply = way === 'whole' ? await client.chat.completions.create(ask) : await client.chat.completions.stream(ask).finalChatCompletion();
    const [choice] = reply.choices;
    expect(shown(choice?.message)).toEqual(calls);
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.content).toBeNull();
    expect(new Set(callsOf(choice?.message).map(({ id }) => id)).size).toBe(3);
  });

  it.each(callingModels)('streamed by %s are numbered from 0 without gaps, each named once', async (model) => {
    proxy.upstream.answer(calling[model].streamed);
    const fragments = [];
    for await (const chunk of await client.chat.completions.create({ model, messages: [question], tools, stream: true })) fragments.push(...(chunk.choices[0]?.delta.tool_calls ?? []));
    expect([...new Set(fragments.map(({ index }) => index))]).toEqual([0, 1, 2]);
    expect(fragments.filter(({ id }) => id !== undefined).map(({ index, function: called }) => [index, called?.name])).toEqual([[0, 'weather'], [1, 'weather'], [2, 'now']]);
  });
});

describe('results of tools on the second turn', () => {
  it('go to OpenAI as they were written', async () => {
    proxy.upstream.answer(calling['gpt-4o-mini'].whole);
    const { message } = (await client.chat.completions.create({ model: 'gpt-4o-mini', messages: [question], tools })).choices[0];
    const { body } = await askOn('gpt-4o-mini', message);
    expect(body.messages).toEqual([question, message, ...[0, 1, 2].map((index) => ({ role: 'tool', tool_call_id: `call_${index}`, content: `result ${index}` }))]);
  });

  it('go to Anthropic as one turn of blocks, the signed thought before the calls', async () => {
    proxy.upstream.answer(calling['claude-sonnet-4-5'].whole);
    const { message } = (await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: [question], tools })).choices[0];
    expect(message).toMatchObject({ reasoning_content: 'Two cities and a clock.', reasoning_details: [{ type: 'reasoning.text', text: 'Two cities and a clock.', signature: 'c2lnbmVk', index: 0 }] });
    const { body, ids } = await askOn('claude-sonnet-4-5', message);
    expect(body.messages).toEqual(continued(ids).anthropic);
  });

  it('go to Anthropic with the thought that was streamed', async () => {
    proxy.upstream.answer(calling['claude-sonnet-4-5'].streamed);
    const message: Message = { role: 'assistant', content: null, refusal: null, reasoning_content: '', reasoning_details: [] };
    const run = client.chat.completions.stream({ model: 'claude-sonnet-4-5', messages: [question], tools });
    for await (const chunk of run) {
      const delta = chunk.choices[0]?.delta as Partial<Message> | undefined;
      message.reasoning_content += delta?.reasoning_content ?? '';
      message.reasoning_details?.push(...(delta?.reasoning_details ?? []));
    }
    message.tool_calls = callsOf((await run.finalChatCompletion()).choices[0]?.message);
    expect(message.reasoning_content).toBe('Two cities and a clock.');
    const { body, ids } = await askOn('claude-sonnet-4-5', message);
    expect(body.messages).toEqual(continued(ids).anthropic);
  });

  it.each(['whole', 'streamed'] as const)('go to Gemini under the names of their calls, the signature on the call it came with, %s', async (way) => {
    const model = 'gemini-2.5-flash';
    proxy.upstream.answer(calling[model][way]);
    const ask = { model, messages: [question], tools };
    const reply = way === 'whole' ? await client.chat.completions.create(ask) : await client.chat.completions.stream(ask).finalChatCompletion();
    const { message } = reply.choices[0];
    expect(callsOf(message)[0]).toMatchObject({ extra_content: { google: { thought_signature: 'c2lnbmVk' } } });
    const { body, ids } = await askOn(model, message);
    expect(body.contents).toEqual(continued(ids).gemini);
  });

  it('carry on with another vendor than the one that made the calls', async () => {
    proxy.upstream.answer(calling['claude-sonnet-4-5'].whole);
    const { message } = (await client.chat.completions.create({ model: 'claude-sonnet-4-5', messages: [question], tools })).choices[0];
    const { body } = await askOn('gemini-2.5-flash', message);
    expect(JSON.stringify(body)).not.toContain('c2lnbmVk');
    expect(body.contents.at(-1).parts.map((part: { functionResponse: { name: string } }) => part.functionResponse.name)).toEqual(['weather', 'weather', 'now']);
  });
});
