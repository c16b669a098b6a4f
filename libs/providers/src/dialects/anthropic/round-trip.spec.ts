import * as fc from 'fast-check';
import type { ChatReply, ChatRequest, Message, Part, StreamEvent, Tool } from '../../hub.js';
import { sseReader } from '../../read-sse.js';
import { usageOf } from '../../usage.js';
import { parseReply } from './parse-reply.js';
import { parseRequest } from './parse-request.js';
import { MessageStreamParser } from './parse-stream.js';
import { renderReply } from './render-reply.js';
import { renderRequest } from './render-request.js';
import { MessageStreamRenderer } from './render-stream.js';

const model = { name: 'claude-sonnet-4-5', maxOutputTokens: 64_000, reasoning: true };
const identity = { id: 'msg_ours', created: 1 };

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
const json = fc.dictionary(token.filter((key) => key !== '__proto__'), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 3 });
const extra = fc.option(fc.constant({ anthropic: { cache_control: { type: 'ephemeral' } } }), { nil: undefined });
const source = fc.oneof(fc.record({ url: fc.webUrl() }), fc.record({ data: fc.base64String(), mediaType: fc.constantFrom('image/png', 'image/webp') }));

/** Without the fields that are undefined, as parsers leave them out. */
const bare = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const text: fc.Arbitrary<Part> = fc.record({ kind: fc.constant('text'), text: words, extra });
const image: fc.Arbitrary<Part> = fc.record({ kind: fc.constant('image'), source });
const file: fc.Arbitrary<Part> = fc.record({
  kind: fc.constant('file'),
  source: fc.oneof(
    fc.record({ data: fc.base64String(), mediaType: fc.constant('application/pdf') }),
    fc.record({ data: words.map((plain) => Buffer.from(plain).toString('base64')), mediaType: fc.constant('text/plain') }),
    fc.record({ url: fc.webUrl() }),
    fc.record({ fileId: token }),
  ),
  filename: fc.option(words, { nil: undefined }),
});
const call: fc.Arbitrary<Part> = fc.record({ kind: fc.constant('tool-call'), id: token, name: token, arguments: json.map((input) => JSON.stringify(input)) });
const reasoning: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('reasoning' as const), text: fc.string(), signature: token }),
  fc.record({ kind: fc.constant('reasoning' as const), text: fc.constant(''), encrypted: token }),
);
const opaque: fc.Arbitrary<Part> = token.map((id) => ({ kind: 'opaque', dialect: 'anthropic', json: { type: 'server_tool_use', id, name: 'web_search', input: {} } }));
const result: fc.Arbitrary<Part> = fc.record({
  kind: fc.constant('tool-result'), callId: token, parts: fc.array(fc.oneof(text, image), { maxLength: 2 }), isError: fc.constantFrom(true, undefined),
});

const listOf = (...of: fc.Arbitrary<Part>[]) => fc.array(fc.oneof(...of), { minLength: 1, maxLength: 4 });
const message = (role: Message['role'], parts: fc.Arbitrary<Part[]>): fc.Arbitrary<Message> => parts.map((all) => ({ role, parts: all }));

/** Rounds of a conversation: the user, the model with its calls, and their results. */
const round = fc.tuple(
  message('user', listOf(text, image, file)),
  message('assistant', fc.tuple(fc.array(reasoning, { maxLength: 2 }), listOf(text, call, opaque)).map(([thought, said]) => [...thought, ...said])),
  message('tool', listOf(result)),
);
const messages = fc
  .tuple(fc.option(message('system', listOf(text))), fc.array(round, { maxLength: 3 }), message('user', listOf(text)))
  .map(([system, rounds, last]) => [...(system ? [system] : []), ...rounds.flat(), last]);

const tool: fc.Arbitrary<Tool> = fc.oneof(
  fc.record({ kind: fc.constant('function' as const), name: token, description: fc.option(words, { nil: undefined }), parameters: fc.constant({ type: 'object', properties: {} }), extra }),
  fc.constant<Tool>({ kind: 'vendor', dialect: 'anthropic', json: { type: 'web_search_20250305', name: 'web_search' } }),
);

const request: fc.Arbitrary<ChatRequest> = fc.record({
  model: fc.constant(model.name),
  messages,
  tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
  toolChoice: fc.oneof(fc.constantFrom({ kind: 'auto' as const }, { kind: 'required' as const }), token.map((name) => ({ kind: 'named' as const, name }))),
  parallelToolCalls: fc.constantFrom(false, undefined),
  maxOutputTokens: fc.integer({ min: 1, max: 64_000 }),
  temperature: fc.option(fc.float({ min: 0, max: 1, noNaN: true }).map(Math.abs), { nil: undefined }),
  topK: fc.option(fc.nat(), { nil: undefined }),
  stop: fc.array(words, { maxLength: 2 }),
  responseFormat: fc.option(fc.constant<ChatRequest['responseFormat']>({ kind: 'json-schema', name: 'response', schema: { type: 'object', properties: {}, additionalProperties: false }, strict: true }), { nil: undefined }),
  reasoning: fc.constantFrom<ChatRequest['reasoning']>({ effort: 'none' }, undefined),
  n: fc.constant(1),
  stream: fc.boolean(),
  user: fc.option(words, { nil: undefined }),
  extra: fc.option(fc.constant({ anthropic: { service_tier: 'auto' } }), { nil: undefined }),
});

const finish = fc.constantFrom<ChatReply['choices'][number]['finish']>(
  { unified: 'stop', raw: 'end_turn' }, { unified: 'stop', raw: 'stop_sequence' }, { unified: 'length', raw: 'max_tokens' }, { unified: 'tool-calls', raw: 'tool_use' },
);
const count = fc.nat({ max: 1_000_000 });
const usage = fc.record({ inputText: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count, outputText: count, outputReasoning: count }).map(usageOf);

/** A reply of another dialect. */
const choice = (parts: Part[], raw: string, unified: 'stop' | 'content-filter' | 'other' = 'stop') => ({ id: '', model: 'm', choices: [{ index: 0, parts, finish: { unified, raw } }] });

const show = (events: StreamEvent[]) => {
  const renderer = new MessageStreamRenderer({ ...identity, includeUsage: true, index: 0 });
  return events.map((event) => renderer.push(event)).join('');
};
const read = (frames: string) => {
  const reader = sseReader();
  const parser = new MessageStreamParser();
  return [...[...reader.push(Buffer.from(frames)), ...reader.end()].flatMap((event) => parser.push(event)), ...parser.end()];
};

describe('what the hub and the messages API can both say', () => {
  it('comes back as the same request, with nothing dropped or changed', () => {
    fc.assert(fc.property(request, (hub) => {
      const { body, dropped, changed } = renderRequest(hub, model);
      expect([dropped, changed]).toEqual([[], []]);
      expect(parseRequest(bare(body))).toEqual(bare(hub));
    }));
  });

  it('comes back as the same reply', () => {
    const cited = fc.record({ text: words, url: fc.webUrl(), title: words });
    const parts = fc.tuple(fc.array(cited, { maxLength: 2 }), fc.array(fc.oneof(call, reasoning, opaque), { maxLength: 4 })).map(([texts, others]) => {
      let startIndex = 0;
      const all: Part[] = texts.flatMap(({ text: said, url, title }): Part[] => {
        const span = { startIndex, endIndex: (startIndex += said.length) };
        const anthropic = { type: 'web_search_result_location', cited_text: said, encrypted_index: 'x' };
        return [{ kind: 'text', text: said }, { kind: 'citation', url, title, ...span, extra: { anthropic } }];
      });
      return [...all, ...others];
    });
    const reply = fc.record({ id: token, model: token, parts, finish, usage })
      .map(({ parts: all, finish: end, ...rest }): ChatReply => ({ ...rest, choices: [{ index: 0, parts: all, finish: end }] }));
    fc.assert(fc.property(reply, (hub) => expect(parseReply(bare(renderReply(hub, identity)))).toEqual(bare(hub))));
  });

  it('comes back as the same refusal', () => {
    const hub: ChatReply = { id: 'm', model: 'c', choices: [{ index: 0, parts: [{ kind: 'refusal', text: 'No.' }], finish: { unified: 'content-filter', raw: 'refusal' } }], usage: usageOf() };
    expect(parseReply(bare(renderReply(hub, identity)))).toEqual(hub);
  });
});

describe('what another dialect says', () => {
  it('is shown in a whole message as nearly as there are words for', () => {
    const shown = renderReply(choice([
      { kind: 'reasoning', text: 'hm' },
      { kind: 'text', text: 'a' },
      { kind: 'citation', url: 'https://x.example/' },
      { kind: 'tool-call', id: 'c', name: 'shell', arguments: 'ls', custom: true },
      { kind: 'audio', data: 'AA==', format: 'wav' },
      { kind: 'opaque', dialect: 'gemini', json: {} },
    ], 'STOP'), identity);
    expect(shown).toMatchObject({
      id: 'msg_ours', type: 'message', role: 'assistant', stop_reason: 'end_turn', stop_sequence: null,
      content: [
        { type: 'thinking', thinking: 'hm', signature: '' },
        { type: 'text', text: 'a', citations: [{ type: 'web_search_result_location', url: 'https://x.example/', title: null, cited_text: '', encrypted_index: '' }] },
        { type: 'tool_use', id: 'c', name: 'shell', input: { input: 'ls' } },
      ],
      usage: { input_tokens: 0, output_tokens: 0 },
    });
  });

  it('is a refusal where it refuses in words, however it ended', () => {
    expect(renderReply(choice([{ kind: 'refusal', text: 'No.' }], 'stop'), identity)).toMatchObject({ content: [], stop_reason: 'refusal', stop_details: { explanation: 'No.' } });
    expect(renderReply(choice([], 'SAFETY', 'content-filter'), identity)).toMatchObject({ stop_reason: 'refusal' });
    expect(renderReply(choice([], 'whim', 'other'), identity)).toMatchObject({ stop_reason: 'end_turn' });
  });
});

describe('a stream', () => {
  const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 3 });
  type Shape = { head: Extract<StreamEvent, { type: 'part-start' }>['part']; deltas: Omit<Extract<StreamEvent, { type: 'part-delta' }>, 'type' | 'index'>[] };
  const shape: fc.Arbitrary<Shape> = fc.oneof(
    pieces.map((texts): Shape => ({ head: { kind: 'text' }, deltas: texts.map((piece) => ({ text: piece })) })),
    fc.tuple(pieces, token).map(([texts, signature]): Shape => ({ head: { kind: 'reasoning' }, deltas: [...texts.map((piece) => ({ text: piece })), { signature }] })),
    token.map((encrypted): Shape => ({ head: { kind: 'reasoning' }, deltas: [{ encrypted }] })),
    fc.tuple(token, token, json).map(([id, name, input]): Shape => ({ head: { kind: 'tool-call', id, name }, deltas: JSON.stringify(input).split(/(?=,)/).map((piece) => ({ text: piece })) })),
  );
  const partsOf = (shapes: Shape[]) => shapes.flatMap(({ head, deltas }, index): StreamEvent[] => [
    { type: 'part-start', index, part: head }, ...deltas.map((delta) => ({ type: 'part-delta' as const, index, ...delta })), { type: 'part-end', index },
  ]);

  it('comes back as the same events', () => {
    fc.assert(fc.property(fc.array(shape, { maxLength: 4 }), usage, finish, token, (shapes, counted, end, id) => {
      const start: StreamEvent = { type: 'start', id, model: 'm' };
      const ends: StreamEvent[] = [{ type: 'usage', usage: counted }, { type: 'finish', finish: end }];
      // message_start is written before anything is counted.
      expect(read(show([start, ...partsOf(shapes), ...ends]))).toEqual([start, { type: 'usage', usage: usageOf() }, ...partsOf(shapes), ...ends]);
    }));
  });

  it('keeps parts apart that overlap', () => {
    const heads = ['c1', 'c2'].map((id, index): StreamEvent => ({ type: 'part-start', index, part: { kind: 'tool-call', id, name: 'f' } }));
    const deltas = [0, 1, 0, 1].map((index, at): StreamEvent => ({ type: 'part-delta', index, text: at < 2 ? '{' : '}' }));
    const ends = [0, 1].map((index): StreamEvent => ({ type: 'part-end', index }));
    const events: StreamEvent[] = [...heads, ...deltas, ...ends];
    expect(read(show([{ type: 'start', id: 'm', model: 'm' }, ...events, { type: 'finish', finish: { unified: 'tool-calls', raw: 'tool_calls' } }])).slice(2, -2)).toEqual(events);
  });

  it('names each frame by its type, and numbers blocks without the parts that have none', () => {
    const shown = show([
      { type: 'start', id: '', model: 'm' },
      { type: 'part-start', index: 0, part: { kind: 'audio' } },
      { type: 'part-delta', index: 0, text: 'AA==' },
      { type: 'part-end', index: 0 },
      { type: 'part-start', index: 1, part: { kind: 'reasoning' } },
      { type: 'part-end', index: 1 },
      { type: 'part-start', index: 2, part: { kind: 'refusal' } },
      { type: 'part-delta', index: 2, text: 'No.' },
      { type: 'part-end', index: 2 },
      { type: 'finish', finish: { unified: 'stop', raw: 'stop' } },
    ]);
    const frames = shown.trimEnd().split('\n\n').map((one) => /^event: (.*)\ndata: (.*)$/.exec(one)?.slice(1) ?? []);
    const data = frames.map(([, body]) => JSON.parse(body ?? '') as { type: string; index?: number });
    expect(frames.map(([event]) => event)).toEqual(['message_start', 'content_block_start', 'content_block_stop', 'message_delta', 'message_stop']);
    expect(data.map(({ type }) => type)).toEqual(frames.map(([event]) => event));
    expect(data.map(({ index }) => index)).toEqual([undefined, 0, 0, undefined, undefined]);
    expect(data[0]).toMatchObject({ message: { id: 'msg_ours' } });
    expect(data[3]).toMatchObject({ delta: { stop_reason: 'refusal', stop_details: { explanation: 'No.' } } });
  });
});
