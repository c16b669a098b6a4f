import * as fc from 'fast-check';
import type { ChatRequest, Message, Part } from '../../hub.js';
import { parseRequest } from './parse-request.js';
import { renderRequest } from './render-request.js';

const target = { name: 'm', reasoning: false };
const plain: ChatRequest = { model: 'm', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }], tools: [], stop: [], n: 1, stream: false };
const result = (callId: string): Part => ({ kind: 'tool-result', callId, parts: [{ kind: 'text', text: callId }] });

describe('writing a chat request', () => {
  it('says a plain one in OpenAI\'s words, and asks a stream for its usage', () => {
    expect(renderRequest({ ...plain, maxOutputTokens: 9, stop: ['x'], stream: true }, { ...target, name: 'upstream' })).toEqual({
      body: { model: 'upstream', messages: [{ role: 'user', content: 'hi' }], max_tokens: 9, stop: ['x'], stream: true, stream_options: { include_usage: true } },
      dropped: [],
      changed: [],
    });
  });

  it('answers each of several tool results by a message of its own', () => {
    const { body } = renderRequest({ ...plain, messages: [{ role: 'tool', parts: [result('a'), result('b')] }] }, target);
    expect(body.messages).toEqual([{ role: 'tool', tool_call_id: 'a', content: 'a' }, { role: 'tool', tool_call_id: 'b', content: 'b' }]);
  });

  it('reports what it cannot say, under its place in the request', () => {
    const messages: Message[] = [
      { role: 'user', parts: [{ kind: 'text', text: 'a', extra: { anthropic: { cache_control: {} } } }, { kind: 'opaque', dialect: 'gemini', json: {} }] },
      { role: 'tool', parts: [{ kind: 'tool-result', callId: 'c', parts: [], isError: true }] },
    ];
    const vendor = { kind: 'vendor' as const, dialect: 'anthropic' as const, json: { type: 'web_search_20250305' } };
    const { dropped, changed } = renderRequest({ ...plain, messages, tools: [vendor], topK: 3, reasoning: { budgetTokens: 9000 }, extra: { gemini: { safetySettings: [] } } }, target);
    expect([...dropped].sort()).toEqual(
      ['top_k', 'safetySettings', 'messages[0].content[0].cache_control', 'messages[0].content[1]', 'messages[1].content[0].is_error', 'tools[0]'].sort(),
    );
    expect(changed).toEqual(['reasoning.budget_tokens']);
  });

  it.each([[0, 'none'], [1024, 'low'], [10_000, 'medium'], [32_000, 'high']])('says a budget of %d tokens as effort %s', (budgetTokens, effort) => {
    expect(renderRequest({ ...plain, reasoning: { budgetTokens } }, target).body.reasoning_effort).toBe(effort);
  });
});

const text = fc.string({ minLength: 1 });
const json = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string(), { maxKeys: 2 });
const base64 = fc.base64String({ minLength: 4 });
const optional = <T>(field: string, of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined }).map((value) => (value === undefined ? {} : { [field]: value }));
const merged = (...pieces: fc.Arbitrary<object>[]) => fc.tuple(...pieces).map((all) => Object.assign({}, ...all) as object);

const userPart = fc.oneof(
  fc.record({ kind: fc.constant('text'), text: fc.string() }),
  fc.record({ kind: fc.constant('image'), source: fc.oneof(fc.record({ url: fc.webUrl() }), fc.record({ data: base64, mediaType: fc.constant('image/png') })) }),
  fc.record({ kind: fc.constant('audio'), data: base64, format: fc.constantFrom('wav', 'mp3') }),
  fc.record({ kind: fc.constant('file'), source: fc.record({ fileId: text }), filename: text }),
);
const call = fc.record({ kind: fc.constant('tool-call'), id: fc.uuid(), name: text, arguments: json.map((value) => JSON.stringify(value)) });
const spoken = fc
  .tuple(fc.array(merged(fc.constant({ kind: 'reasoning' }), fc.record({ text, signature: text })), { maxLength: 2 }), fc.array(fc.record({ kind: fc.constant('text'), text }), { maxLength: 1 }), fc.array(call, { minLength: 1, maxLength: 2 }))
  .map((groups) => groups.flat());
const message = fc.oneof(
  merged(fc.record({ role: fc.constantFrom('system', 'developer', 'user'), parts: fc.array(userPart, { minLength: 1, maxLength: 3 }) }), optional('name', text)),
  fc.record({ role: fc.constant('assistant'), parts: spoken }),
  fc.record({ role: fc.constant('tool'), parts: fc.tuple(fc.record({ kind: fc.constant('tool-result'), callId: fc.uuid(), parts: fc.tuple(fc.record({ kind: fc.constant('text'), text: fc.string() })) })) }),
);
const tool = fc.oneof(
  merged(fc.record({ kind: fc.constant('function'), name: text, parameters: json, strict: fc.boolean() }), optional('description', text)),
  fc.record({ kind: fc.constant('custom'), name: text, format: json }),
);
const request = merged(
  fc.record({ model: fc.constant('m'), messages: fc.array(message, { minLength: 1, maxLength: 4 }), tools: fc.array(tool, { maxLength: 2 }), stop: fc.array(fc.string(), { maxLength: 2 }), n: fc.integer({ min: 1, max: 4 }), stream: fc.boolean() }),
  optional('maxOutputTokens', fc.nat()), optional('temperature', fc.double({ min: 0, max: 2, noNaN: true })), optional('topP', fc.double({ min: 0, max: 1, noNaN: true })), optional('seed', fc.integer()),
  optional('parallelToolCalls', fc.boolean()), optional('user', text), optional('reasoning', fc.record({ effort: fc.constantFrom('low', 'high') })),
  optional('toolChoice', fc.constantFrom({ kind: 'auto' }, { kind: 'none' }, { kind: 'required' })),
  optional('responseFormat', fc.oneof(fc.constantFrom({ kind: 'text' }, { kind: 'json' }), fc.record({ kind: fc.constant('json-schema'), name: text, schema: json }))),
  optional('extra', fc.record({ openai: fc.record({ verbosity: text }) })),
) as fc.Arbitrary<ChatRequest>;

it('a request that was written is read as it was', () => {
  fc.assert(fc.property(request, (hub) => {
    const { body, dropped, changed } = renderRequest(hub, target);
    expect([dropped, changed]).toEqual([[], []]);
    expect(parseRequest(JSON.parse(JSON.stringify(body)) as typeof body)).toEqual(JSON.parse(JSON.stringify(hub)));
  }));
});
