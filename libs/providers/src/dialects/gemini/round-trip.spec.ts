import * as fc from 'fast-check';
import { usageOf } from '../../usage.js';
import type { ChatReply, ChatRequest, Message, Part, StreamEvent } from '../../hub.js';
import { sseReader } from '../../read-sse.js';
import { gemini } from './index.js';

const { chat } = gemini;
const model = { name: 'gemini-3-flash', reasoning: true };
const some = fc.string({ minLength: 1 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const extra = fc.option(fc.record({ gemini: fc.record({ thoughtSignature: fc.base64String({ minLength: 4 }) }) }), { nil: undefined });
const clean = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const textPart: fc.Arbitrary<Part> = fc.record({ kind: fc.constant('text' as const), text: some, extra });
const media: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('image' as const), source: fc.record({ data: fc.base64String(), mediaType: fc.constantFrom('image/png', 'image/jpeg') }) }),
  fc.record({ kind: fc.constant('audio' as const), data: fc.base64String(), format: fc.constantFrom('wav', 'mp3') }),
  fc.record({ kind: fc.constant('file' as const), source: fc.record({ data: fc.base64String(), mediaType: fc.constant('application/pdf') }) }),
);
const reasoning: fc.Arbitrary<Part> = fc.record({ kind: fc.constant('reasoning' as const), text: some, extra });
const json = fc.dictionary(word, fc.jsonValue({ depthSize: 'small' })).map((value) => JSON.stringify(value));
const call = (id: string) => fc.record({ kind: fc.constant('tool-call' as const), id: fc.constant(id), name: word, arguments: json, extra });

/** A turn of each side, then two calls and their answers. */
const conversation: fc.Arbitrary<Message[]> = fc
  .tuple(fc.array(some.map((text): Part => ({ kind: 'text', text })), { maxLength: 2 }), fc.array(fc.oneof(textPart, media), { minLength: 1 }), fc.array(fc.oneof(textPart, reasoning)), call('c1'), call('c2'), some, fc.boolean())
  .map(([system, user, said, one, other, answer, isError]) => [
    ...(system.length > 0 ? [{ role: 'system' as const, parts: system }] : []),
    { role: 'user', parts: user },
    { role: 'assistant', parts: [...said, { ...one, extra: { gemini: { thoughtSignature: 'c2ln' } } }, other] },
    {
      role: 'tool',
      parts: [one, other].map(({ id, name }) => ({ kind: 'tool-result' as const, callId: id, name, parts: [{ kind: 'text' as const, text: answer }], ...(isError && { isError }) })),
    },
    { role: 'user', parts: [{ kind: 'text', text: 'and?' }] },
  ]);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const request: fc.Arbitrary<ChatRequest> = fc.record({
  model: fc.constant(''), messages: conversation, n: fc.constant(1), stream: fc.constant(false),
  tools: fc.array(fc.record({ kind: fc.constant('function' as const), name: word, description: maybe(some), parameters: maybe(fc.constant({ type: 'object', properties: {} })) }), { minLength: 1, maxLength: 3 }),
  toolChoice: maybe(fc.oneof(fc.record({ kind: fc.constantFrom('auto' as const, 'none' as const, 'required' as const) }), fc.record({ kind: fc.constant('named' as const), name: word }))),
  maxOutputTokens: maybe(fc.nat()), temperature: maybe(fc.double({ noNaN: true, min: 0, max: 2 })), topP: maybe(fc.constant(0.5)), topK: maybe(fc.nat()), seed: maybe(fc.nat()),
  presencePenalty: maybe(fc.constant(0.5)), frequencyPenalty: maybe(fc.constant(-0.5)), stop: fc.array(some, { maxLength: 5 }),
  responseFormat: maybe(fc.constantFrom({ kind: 'json' as const }, { kind: 'json-schema' as const, name: 'response', schema: { type: 'object', properties: { a: { type: 'string' } } } })),
  reasoning: maybe(fc.oneof(fc.record({ effort: fc.constantFrom('minimal', 'low', 'medium', 'high') }), fc.record({ budgetTokens: fc.integer({ min: 1 }) }))),
});
const reply: fc.Arbitrary<ChatReply> = fc
  .record({ text: fc.array(fc.oneof(textPart, reasoning, media), { maxLength: 4 }), calls: fc.boolean(), one: call('c1'), raw: fc.constantFrom('STOP', 'MAX_TOKENS', 'SAFETY'), input: fc.nat(1_000_000), output: fc.nat(1_000_000) })
  .map(({ text, calls, one, raw, input, output }) => ({
    id: 'r1', model: 'gemini-3-flash', created: 1_700_000_000, usage: usageOf({ inputText: input, outputText: output }),
    choices: [{ index: 0, parts: calls ? [...text, one] : text, finish: { raw, unified: { STOP: calls ? 'tool-calls' as const : 'stop' as const, MAX_TOKENS: 'length' as const, SAFETY: 'content-filter' as const }[raw] } }],
  }));

function eventsOf({ id, model, created, choices: [choice], usage }: ChatReply): StreamEvent[] {
  const parts = choice.parts.filter((part) => part.kind === 'text' || part.kind === 'reasoning' || part.kind === 'tool-call');
  const events = parts.flatMap((part, index): StreamEvent[] => {
    const head = part.kind === 'tool-call' ? { kind: part.kind, id: part.id, name: part.name, ...(part.extra && { extra: part.extra }) } : { kind: part.kind };
    const text = part.kind === 'tool-call' ? part.arguments : part.text;
    const middle = Math.floor(text.length / 2);
    const deltas = [text.slice(0, middle), text.slice(middle)].map((piece) => ({ type: 'part-delta' as const, index, text: piece }));
    const extra = part.kind !== 'tool-call' && part.extra ? [{ type: 'part-delta' as const, index, extra: part.extra }] : [];
    return [{ type: 'part-start', index, part: head }, ...deltas, ...extra, { type: 'part-end', index }];
  });
  return [{ type: 'start', id, model, ...(created && { created }) }, ...events, { type: 'usage', usage: usage! }, { type: 'finish', finish: choice.finish }];
}

function shown(events: StreamEvent[], kind: string): string {
  const indexes = new Set(events.flatMap((event) => (event.type === 'part-start' && event.part.kind === kind ? [event.index] : [])));
  return events.flatMap((event) => (event.type === 'part-delta' && indexes.has(event.index) ? [event.text] : [])).join('');
}
const signatures = (events: StreamEvent[]) => events.flatMap((event) => (event.type === 'part-delta' && event.extra ? [event.extra] : []));
const heads = (events: StreamEvent[]) => events.flatMap((event) => (event.type === 'part-start' && event.part.kind === 'tool-call' ? [event.part] : []));

describe('the Gemini dialect', () => {
  it('reads every request as it was said, and leaves its input alone', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const before = structuredClone(asked);
        const { body, dropped, changed } = chat.renderRequest(asked, model);
        expect(asked).toEqual(before);
        expect([dropped, changed]).toEqual([[], []]);
        expect(chat.parseRequest(clean(body))).toEqual(clean(asked));
      }),
    );
  });

  it('reads every reply as it was told', () => {
    fc.assert(fc.property(reply, (told) => expect(chat.parseReply(clean(chat.renderReply(told, { id: 'x', created: 1 })))).toEqual(clean(told))));
  });

  it('reads every stream as it was told: the same text, calls, signatures, usage and one finish', () => {
    fc.assert(
      fc.property(reply, (told) => {
        const renderer = chat.streamRenderer({ id: 'x', created: 1, includeUsage: true, index: 0 });
        const parser = chat.streamParser();
        const bytes = Buffer.from(eventsOf(told).map((event) => renderer.push(event)).join(''));
        const events = sseReader().push(bytes).flatMap((event) => parser.push(event)).concat(parser.end());
        for (const kind of ['text', 'reasoning', 'tool-call']) expect(shown(events, kind)).toBe(shown(eventsOf(told), kind));
        expect(signatures(events)).toEqual(signatures(eventsOf(told)));
        expect(heads(events)).toEqual(clean(heads(eventsOf(told))));
        expect(events.filter((event) => event.type === 'finish')).toEqual([{ type: 'finish', finish: told.choices[0].finish }]);
        expect(events.findLast((event) => event.type === 'usage')).toEqual({ type: 'usage', usage: told.usage });
      }),
    );
  });

  it('takes responses without ids for the oldest open call of their name', () => {
    const { messages } = chat.parseRequest({
      contents: [{ role: 'model', parts: ['f', 'g', 'f'].map((name) => ({ functionCall: { name, args: {} } })) }, { role: 'user', parts: ['f', 'f', 'g'].map((name) => ({ functionResponse: { name, response: { output: 'done' } } })) }],
    });
    const ids = messages.map(({ parts }) => parts.map((part) => (part.kind === 'tool-call' ? part.id : part.kind === 'tool-result' ? part.callId : '')));
    expect(ids).toEqual([['call_0', 'call_1', 'call_2'], ['call_0', 'call_2', 'call_1']]);
  });

  it('reads Gemini\'s own older forms: OpenAPI schemas, calls without ids, several allowed functions', () => {
    const asked = chat.parseRequest({
      contents: [
        { parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {} }, thoughtSignature: 'skip_thought_signature_validator' }] },
        { role: 'user', parts: [{ functionResponse: { name: 'f', response: { degrees: 20 } } }] },
      ],
      tools: [{ functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } } }] }, { googleSearch: {} }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } },
      safetySettings: [],
    });
    expect(asked.messages).toEqual([
      { role: 'user', parts: [{ kind: 'text', text: 'Hi' }] },
      { role: 'assistant', parts: [{ kind: 'tool-call', id: 'call_0', name: 'f', arguments: '{}' }] },
      { role: 'tool', parts: [{ kind: 'tool-result', callId: 'call_0', name: 'f', parts: [{ kind: 'text', text: '{"degrees":20}' }] }] },
    ]);
    expect(asked.tools).toEqual([
      { kind: 'function', name: 'f', parameters: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
      { kind: 'vendor', dialect: 'gemini', json: { googleSearch: {} } },
    ]);
    expect(asked.toolChoice).toEqual({ kind: 'required' });
    expect(chat.renderRequest(asked, model).body.toolConfig).toEqual({ functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } });
  });
});
