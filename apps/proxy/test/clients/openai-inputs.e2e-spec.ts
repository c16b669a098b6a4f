import type OpenAI from 'openai';
import { events, json, stream } from '../harness/fake-upstream.js';
import { anthropicEvents, anthropicReply, anthropicStream, geminiReply, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
let client: OpenAI;
beforeAll(async () => {
  proxy = await startProxy();
  client = proxy.client();
});
afterAll(() => proxy.close());

const pixel = 'iVBORw0KGgo=';
const asked = () => proxy.upstream.received.at(-1)?.body;

describe('an image of the caller', () => {
  const content: OpenAI.ChatCompletionContentPart[] = [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } }];
  const show = (model: string) => client.chat.completions.create({ model, messages: [{ role: 'user', content }] });

  it('goes to OpenAI as it was written', async () => {
    proxy.upstream.answer(json(openaiReply()));
    await show('gpt-4o-mini');
    expect(asked().messages).toEqual([{ role: 'user', content }]);
  });

  it('goes to Anthropic as a block', async () => {
    proxy.upstream.answer(json(anthropicReply()));
    await show('claude-sonnet-4-5');
    expect(asked().messages[0].content).toEqual([{ type: 'text', text: 'What is it?' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } }]);
  });

  it('goes to Gemini as inline data', async () => {
    proxy.upstream.answer(json(geminiReply()));
    await show('gemini-2.5-flash');
    expect(asked().contents[0].parts).toEqual([{ text: 'What is it?' }, { inlineData: { mimeType: 'image/png', data: pixel } }]);
  });
});

describe('a JSON schema', () => {
  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
  const format = { type: 'json_schema' as const, json_schema: { name: 'place', strict: true, schema } };
  const said = '{"city":"Rome"}';
  const parse = (model: string) => client.chat.completions.parse({ model, messages: [{ role: 'user', content: 'Where?' }], response_format: format });

  it.each([
    ['gpt-4o-mini', json(openaiReply(said)), () => asked().response_format as unknown, format],
    ['claude-sonnet-4-5', json(anthropicReply([{ type: 'text', text: said }])), () => asked().output_config.format as unknown, { type: 'json_schema', schema }],
    ['gemini-2.5-flash', json(geminiReply([{ text: said }])), () => asked().generationConfig as unknown, { responseMimeType: 'application/json', responseJsonSchema: schema }],
  ])('reaches %s as a schema, and its answer is read by the parse helper', async (model, answer, sent, expected) => {
    proxy.upstream.answer(answer);
    const reply = await parse(model);
    expect(JSON.parse(reply.choices[0]?.message.content ?? '')).toEqual({ city: 'Rome' });
    expect(sent()).toMatchObject(expected);
  });
});

describe('several choices of a provider that gives one at a time', () => {
  const ask = { model: 'claude-sonnet-4-5', messages: [{ role: 'user' as const, content: 'Hi' }], n: 2 };

  it('are two calls, each under its own number', async () => {
    const before = proxy.upstream.received.length;
    proxy.upstream.answer(json(anthropicReply([{ type: 'text', text: 'one' }])), json(anthropicReply([{ type: 'text', text: 'two' }])));
    const { choices } = await client.chat.completions.create(ask);
    expect(choices.map(({ index }) => index)).toEqual([0, 1]);
    expect(new Set(choices.map(({ message }) => message.content))).toEqual(new Set(['one', 'two']));
    expect(proxy.upstream.received).toHaveLength(before + 2);
  });

  it('streamed together keep their words apart, and end in one usage', async () => {
    proxy.upstream.answer(stream(anthropicStream('o', 'n', 'e'), { pieceBytes: 64 }), stream(anthropicStream('t', 'w', 'o'), { pieceBytes: 64 }));
    const texts = ['', ''];
    const finishes: number[] = [];
    const usages: (OpenAI.CompletionUsage | null | undefined)[] = [];
    for await (const chunk of await client.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } })) {
      if (chunk.usage) usages.push(chunk.usage);
      for (const { index, delta, finish_reason: finish } of chunk.choices) {
        texts[index] += delta.content ?? '';
        if (finish) finishes.push(index);
      }
    }
    expect(new Set(texts)).toEqual(new Set(['one', 'two']));
    expect(finishes).toHaveLength(2);
    expect(new Set(finishes)).toEqual(new Set([0, 1]));
    expect(usages.map((usage) => usage?.completion_tokens)).toEqual([12]);
  });

  it('are an error when one of them breaks: no choice looks whole', async () => {
    const broken = stream(anthropicEvents.start + anthropicEvents.text('t') + events({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }));
    proxy.upstream.answer(stream(anthropicEvents.start + anthropicEvents.text('o'), { after: 'hang' }), broken);
    const finishes: unknown[] = [];
    const read = async () => {
      for await (const chunk of await client.chat.completions.create({ ...ask, stream: true })) finishes.push(...chunk.choices.flatMap((choice) => choice.finish_reason ?? []));
    };
    await expect(read()).rejects.toMatchObject({ type: 'api_error' });
    expect(finishes).toEqual([]);
  });
});
