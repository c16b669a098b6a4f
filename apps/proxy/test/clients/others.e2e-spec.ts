import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, anthropicStream, geminiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

describe('the AI SDK', () => {
  const model = (id: string) => createOpenAICompatible({ baseURL: `${proxy.url}/v1`, apiKey: proxy.key, name: 'aiproxy', includeUsage: true })(id);
  const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }] }];

  it('reads a whole answer with a tool call', async () => {
    proxy.upstream.answer(json(anthropicReply([{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } }], 'tool_use')));
    const { content, finishReason } = await model('claude-sonnet-4-5').doGenerate({ prompt });
    expect(content).toMatchObject([{ type: 'tool-call', toolName: 'weather', input: '{"city":"Rome"}' }]);
    expect(JSON.stringify(finishReason)).toContain('tool-calls');
  });

  it.each([['claude-sonnet-4-5', stream(anthropicStream('He', 'llo'))], ['gemini-2.5-flash', stream(geminiStream('He', 'llo'))]])('reads a stream of %s to its finish', async (id, answer) => {
    proxy.upstream.answer(answer);
    const parts = [];
    for await (const part of (await model(id).doStream({ prompt })).stream as unknown as AsyncIterable<{ type: string; delta?: string }>) parts.push(part);
    expect(parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : [])).join('')).toBe('Hello');
    expect(parts.at(-1)?.type).toBe('finish');
    expect(parts.filter((part) => part.type === 'error')).toEqual([]);
  });
});

describe('LangChain', () => {
  const configuration = () => ({ apiKey: proxy.key, configuration: { baseURL: `${proxy.url}/v1` } });

  it('chats, plain and streamed', async () => {
    const chat = new ChatOpenAI({ model: 'claude-sonnet-4-5', ...configuration() });
    proxy.upstream.answer(json(anthropicReply()));
    expect((await chat.invoke('Hello')).content).toBe('Hello from Claude.');
    proxy.upstream.answer(stream(anthropicStream('He', 'llo')));
    let text = '';
    for await (const chunk of await chat.stream('Hello')) text += chunk.text;
    expect(text).toBe('Hello');
  });

  it('embeds documents', async () => {
    proxy.upstream.answer(json({ embeddings: [{ values: [0.6, 0.8] }, { values: [1, 0] }] }));
    const vectors = await new OpenAIEmbeddings({ model: 'gemini-embedding-001', ...configuration() }).embedDocuments(['a', 'b']);
    expect(vectors.map((vector) => vector.map((value) => Math.round(value * 10) / 10))).toEqual([[0.6, 0.8], [1, 0]]);
  });

  it('may send tokens, as its Python twin does: a provider that takes none gets the text they stand for', async () => {
    proxy.upstream.answer(json({ embeddings: [{ values: [1] }] }));
    expect((await proxy.post('/v1/embeddings', { model: 'gemini-embedding-001', input: [[15339, 1917]] })).status).toBe(200);
    expect(proxy.upstream.received.at(-1)?.body.requests[0].content.parts).toEqual([{ text: 'hello world' }]);
  });
});
