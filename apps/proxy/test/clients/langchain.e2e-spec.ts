import { HumanMessage, ToolMessage, type AIMessageChunk } from '@langchain/core/messages';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, anthropicStream, geminiReply, geminiStream, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { calling, callingModels, calls, continued } from './tool-replies.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const configuration = (apiKey = proxy.key) => ({ apiKey, maxRetries: 0, configuration: { baseURL: `${proxy.url}/v1` } });
const chat = (model: string) => new ChatOpenAI({ model, ...configuration() });
const asked = () => proxy.upstream.received.at(-1)?.body;
const question = new HumanMessage('Weather and time?');
const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const tools = [
  { type: 'function' as const, function: { name: 'weather', parameters: city } },
  { type: 'function' as const, function: { name: 'now', parameters: { type: 'object', properties: {} } } },
];
const expectedCalls = calls.map(([name, text]) => [name, JSON.parse(text)]);

describe('LangChain', () => {
  it.each([
    ['gpt-4o-mini', json(openaiReply('Hello'))], ['claude-sonnet-4-5', json(anthropicReply([{ type: 'text', text: 'Hello' }]))], ['gemini-2.5-flash', json(geminiReply([{ text: 'Hello' }]))],
  ])('reads an answer of %s', async (model, answer) => {
    proxy.upstream.answer(answer);
    const { content, usage_metadata: usage } = await chat(model).invoke([question]);
    expect(content).toBe('Hello');
    expect(usage?.total_tokens).toBe((usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0));
  });

  it.each([
    ['gpt-4o-mini', stream(openaiStream('He', 'llo'))], ['claude-sonnet-4-5', stream(anthropicStream('He', 'llo'))], ['gemini-2.5-flash', stream(geminiStream('He', 'llo'))],
  ])('reads a stream of %s', async (model, answer) => {
    proxy.upstream.answer(answer);
    let whole: AIMessageChunk | undefined;
    for await (const chunk of await chat(model).stream([question])) whole = whole?.concat(chunk) ?? chunk;
    expect(whole?.text).toBe('Hello');
    expect(whole?.usage_metadata?.output_tokens).toBeGreaterThan(0);
  });

  it.each(callingModels)('reads parallel tool calls of %s, whole and streamed', async (model) => {
    proxy.upstream.answer(calling[model].whole);
    const whole = await chat(model).bindTools(tools).invoke([question]);
    expect(whole.tool_calls?.map(({ name, args }) => [name, args])).toEqual(expectedCalls);
    proxy.upstream.answer(calling[model].streamed);
    let streamed: AIMessageChunk | undefined;
    for await (const chunk of await chat(model).bindTools(tools).stream([question])) streamed = streamed?.concat(chunk) ?? chunk;
    expect(streamed?.tool_calls?.map(({ name, args }) => [name, args])).toEqual(expectedCalls);
    expect(streamed?.invalid_tool_calls).toEqual([]);
  });

  it('gives results of tools back to Anthropic', async () => {
    proxy.upstream.answer(calling['claude-sonnet-4-5'].whole, json(anthropicReply()));
    const model = chat('claude-sonnet-4-5').bindTools(tools);
    const first = await model.invoke([question]);
    const ids = first.tool_calls?.map(({ id }) => id ?? '') ?? [];
    await model.invoke([question, first, ...ids.map((id, index) => new ToolMessage({ tool_call_id: id, content: `result ${index}` }))]);
    const [user, assistant, results] = continued(ids).anthropic;
    // This client keeps no reasoning.
    expect(asked().messages).toEqual([user, { ...assistant, content: assistant?.content.slice(1) }, results]);
  });

  it('asks for structured output', async () => {
    proxy.upstream.answer(json(geminiReply([{ text: '{"city":"Rome"}' }])));
    const answer = await chat('gemini-2.5-flash').withStructuredOutput({ title: 'place', ...city }, { method: 'jsonSchema' }).invoke([question]);
    expect(answer).toEqual({ city: 'Rome' });
    expect(asked().generationConfig).toMatchObject({ responseMimeType: 'application/json', responseJsonSchema: { properties: { city: { type: 'string' } } } });
  });

  it('is told of a refusal by status', async () => {
    await expect(new ChatOpenAI({ model: 'gpt-4o-mini', ...configuration('wrong') }).invoke([question])).rejects.toMatchObject({ status: 401, requestID: expect.stringMatching(/^req_/) });
    await expect(chat('no-such-model').invoke([question])).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('LangChain\'s embeddings', () => {
  it('embed documents in order', async () => {
    proxy.upstream.answer(json({ embeddings: [{ values: [0.6, 0.8] }, { values: [1, 0] }] }));
    const vectors = await new OpenAIEmbeddings({ model: 'gemini-embedding-001', ...configuration() }).embedDocuments(['a', 'b']);
    expect(vectors).toEqual([[Math.fround(0.6), Math.fround(0.8)], [1, 0]]);
  });

  // Its Python twin sends cl100k tokens unless told otherwise.
  const tokens = [[15339, 1917], [15339]];

  it('as tokens reach OpenAI as they are', async () => {
    proxy.upstream.answer(json({ object: 'list', data: [0, 1].map((index) => ({ object: 'embedding', index, embedding: [1] })), model: 'text-embedding-3-small', usage: { prompt_tokens: 3, total_tokens: 3 } }));
    await proxy.client().embeddings.create({ model: 'text-embedding-3-small', input: tokens });
    expect(asked().input).toEqual(tokens);
  });

  it('as tokens reach a provider that takes none as the text they stand for', async () => {
    proxy.upstream.answer(json({ embeddings: [{ values: [1] }, { values: [1] }] }));
    await proxy.client().embeddings.create({ model: 'gemini-embedding-001', input: tokens });
    expect(asked().requests.map((one: { content: { parts: object[] } }) => one.content.parts)).toEqual([[{ text: 'hello world' }], [{ text: 'hello' }]]);
  });
});
