import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError, type JSONSchema7, type LanguageModelV3, type LanguageModelV3Content, type LanguageModelV3Prompt, type LanguageModelV3ReasoningPart,
  type LanguageModelV3StreamPart, type LanguageModelV3ToolCallPart,
} from '@ai-sdk/provider';
import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, anthropicStream, geminiReply, geminiStream, openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';
import { calling, callingModels, calls, continued } from './tool-replies.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const gateway = ({ apiKey = proxy.key, name = 'aiproxy' } = {}) => createOpenAICompatible({ baseURL: `${proxy.url}/v1`, apiKey, name, includeUsage: true, supportsStructuredOutputs: true });
const asked = () => proxy.upstream.received.at(-1)?.body;
const prompt: LanguageModelV3Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Weather and time?' }] }];
const city: JSONSchema7 = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const tools = [{ type: 'function' as const, name: 'weather', inputSchema: city }, { type: 'function' as const, name: 'now', inputSchema: { type: 'object' as const } }];

type Ask = Parameters<LanguageModelV3['doStream']>[0];
async function readStream(model: LanguageModelV3, ask: Ask): Promise<LanguageModelV3StreamPart[]> {
  const parts: LanguageModelV3StreamPart[] = [];
  const reader = (await model.doStream(ask)).stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) parts.push(step.value);
  return parts;
}
const ofType = <T extends LanguageModelV3StreamPart['type']>(parts: LanguageModelV3StreamPart[], type: T) =>
  parts.filter((part): part is LanguageModelV3StreamPart & { type: T } => part.type === type);

describe('the AI SDK', () => {
  it.each([
    ['gpt-4o-mini', json(openaiReply('Hello'))], ['claude-sonnet-4-5', json(anthropicReply([{ type: 'text', text: 'Hello' }]))], ['gemini-2.5-flash', json(geminiReply([{ text: 'Hello' }]))],
  ])('reads an answer of %s', async (id, answer) => {
    proxy.upstream.answer(answer);
    const { content, finishReason, usage } = await gateway()(id).doGenerate({ prompt });
    expect(content).toEqual([{ type: 'text', text: 'Hello' }]);
    expect(finishReason.unified).toBe('stop');
    expect(usage.outputTokens.total).toBeGreaterThan(0);
  });

  it.each([
    ['gpt-4o-mini', stream(openaiStream('He', 'llo'))], ['claude-sonnet-4-5', stream(anthropicStream('He', 'llo'))], ['gemini-2.5-flash', stream(geminiStream('He', 'llo'))],
  ])('reads a stream of %s to its finish', async (id, answer) => {
    proxy.upstream.answer(answer);
    const parts = await readStream(gateway()(id), { prompt });
    expect(ofType(parts, 'text-delta').map(({ delta }) => delta).join('')).toBe('Hello');
    expect(ofType(parts, 'error')).toEqual([]);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'stop' }, usage: { outputTokens: { total: expect.any(Number) } } });
  });

  it.each(callingModels)('reads parallel tool calls of %s, whole and streamed', async (id) => {
    proxy.upstream.answer(calling[id].whole);
    const { content, finishReason } = await gateway()(id).doGenerate({ prompt, tools });
    expect(content.filter((part) => part.type === 'tool-call').map(({ toolName, input }) => [toolName, input])).toEqual(calls);
    expect(finishReason.unified).toBe('tool-calls');
    proxy.upstream.answer(calling[id].streamed);
    const parts = await readStream(gateway()(id), { prompt, tools });
    expect(ofType(parts, 'tool-call').map(({ toolName, input }) => [toolName, input])).toEqual(calls);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'tool-calls' } });
  });

  it.each(['claude-sonnet-4-5', 'gemini-2.5-flash'] as const)('shows the reasoning of %s, whole and streamed', async (id) => {
    proxy.upstream.answer(calling[id].whole);
    expect((await gateway()(id).doGenerate({ prompt, tools })).content[0]).toEqual({ type: 'reasoning', text: 'Two cities and a clock.' });
    proxy.upstream.answer(calling[id].streamed);
    expect(ofType(await readStream(gateway()(id), { prompt, tools }), 'reasoning-delta').map(({ delta }) => delta).join('')).toBe('Two cities and a clock.');
  });

  it('gives results of tools back to Gemini, with its signature', async () => {
    // This client hands signatures out under its own name and takes them back under Google's only.
    const model = gateway({ name: 'google' })('gemini-2.5-flash');
    proxy.upstream.answer(calling['gemini-2.5-flash'].whole, json(geminiReply()));
    const first = await model.doGenerate({ prompt, tools });
    await model.doGenerate({ prompt: [...prompt, ...turnOf(first.content)], tools });
    expect(asked().contents).toEqual(continued(idsOf(first.content)).gemini);
  });

  it('gives results of tools back to Anthropic, which is sent no thought without its proof', async () => {
    proxy.upstream.answer(calling['claude-sonnet-4-5'].whole, json(anthropicReply()));
    const first = await gateway()('claude-sonnet-4-5').doGenerate({ prompt, tools });
    await gateway()('claude-sonnet-4-5').doGenerate({ prompt: [...prompt, ...turnOf(first.content)], tools });
    const [user, assistant, results] = continued(idsOf(first.content)).anthropic;
    // This client keeps no `reasoning_details`.
    expect(asked().messages).toEqual([user, { ...assistant, content: assistant?.content.slice(1) }, results]);
  });

  it('asks for an image and a JSON schema in one', async () => {
    proxy.upstream.answer(json(anthropicReply([{ type: 'text', text: '{"city":"Rome"}' }])));
    await gateway()('claude-sonnet-4-5').doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Where?' }, { type: 'file', mediaType: 'image/png', data: 'iVBORw0KGgo=' }] }],
      responseFormat: { type: 'json', name: 'place', schema: city },
    });
    expect(asked().messages[0].content[1]).toEqual({ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } });
    expect(asked().output_config.format).toEqual({ type: 'json_schema', schema: city });
  });

  it('completes a text and embeds several', async () => {
    proxy.upstream.answer(json(anthropicReply([{ type: 'text', text: 'Hello' }])));
    expect((await gateway().completionModel('claude-sonnet-4-5').doGenerate({ prompt })).content).toEqual([{ type: 'text', text: 'Hello' }]);
    proxy.upstream.answer(json({ embeddings: [{ values: [0.6, 0.8] }, { values: [1, 0] }] }));
    expect((await gateway().embeddingModel('gemini-embedding-001').doEmbed({ values: ['a', 'b'] })).embeddings).toEqual([[0.6, 0.8], [1, 0]]);
  });

  it('is told of a refusal in words, and whether to try again', async () => {
    const wrong = await Promise.resolve(gateway({ apiKey: 'wrong' })('gpt-4o-mini').doGenerate({ prompt })).catch((error: unknown) => error);
    expect(APICallError.isInstance(wrong) && [wrong.statusCode, wrong.isRetryable]).toEqual([401, false]);
    expect((wrong as Error).message).toMatch(/API key/);
    proxy.upstream.answer(json({ error: { message: 'boom' } }, 500));
    const failed = await Promise.resolve(gateway()('gpt-4o-mini').doGenerate({ prompt })).catch((error: unknown) => error);
    expect(APICallError.isInstance(failed) && failed.statusCode).toBe(502);
  });

  it('is told of a stream that broke: an error part and no finish that looks whole', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('Hel'), { after: 'cut' }));
    const parts = await readStream(gateway()('gpt-4o-mini'), { prompt });
    expect(ofType(parts, 'error')).not.toEqual([]);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'error' } });
  });
});

const idsOf = (content: LanguageModelV3Content[]) => content.filter((part) => part.type === 'tool-call').map(({ toolCallId }) => toolCallId);

/** What the assistant said and the results of its calls, as the SDK's own loop puts them into the next prompt. */
function turnOf(content: LanguageModelV3Content[]): LanguageModelV3Prompt {
  const said = content.flatMap((part): (LanguageModelV3ReasoningPart | LanguageModelV3ToolCallPart)[] => {
    if (part.type === 'reasoning') return [{ type: part.type, text: part.text }];
    if (part.type !== 'tool-call') return [];
    const { type, toolCallId, toolName, input, providerMetadata } = part;
    return [{ type, toolCallId, toolName, input: JSON.parse(input) as unknown, ...(providerMetadata && { providerOptions: providerMetadata }) }];
  });
  const results = content.filter((part) => part.type === 'tool-call').map(({ toolCallId, toolName }, index) => (
    { type: 'tool-result' as const, toolCallId, toolName, output: { type: 'text' as const, value: `result ${index}` } }
  ));
  return [{ role: 'assistant', content: said }, { role: 'tool', content: results }];
}
