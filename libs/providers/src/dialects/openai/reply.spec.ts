import * as fc from 'fast-check';
import { UpstreamError } from '../../errors.js';
import type { ChatReply, JsonObject, Part } from '../../hub.js';
import { usageOf } from '../../usage.js';
import { parseReply } from './parse-reply.js';
import { renderReply } from './render-reply.js';

const identity = { id: 'chatcmpl-1', created: 1_780_000_000 };
const reply = (parts: Part[], unified: ChatReply['choices'][number]['finish']['unified'] = 'stop'): ChatReply => ({
  id: 'msg_1', model: 'm', choices: [{ index: 0, parts, finish: { unified, raw: 'x' } }], usage: usageOf({ inputText: 3, outputText: 2 }),
});
const wire = (message: JsonObject, finish: string | null = 'stop'): JsonObject => ({ id: 'x', model: 'm', created: 5, choices: [{ index: 0, message, finish_reason: finish }] });
const partsOf = (message: JsonObject) => parseReply(wire(message)).choices[0]?.parts;
const contentOf = (parts: Part[]) => (renderReply(reply(parts), identity).choices as { message: JsonObject }[])[0]?.message.content;

describe('writing a whole answer', () => {
  it('is a chat completion with every field that OpenAI\'s clients require', () => {
    expect(renderReply(reply([{ kind: 'text', text: 'Hello' }]), identity)).toEqual({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_780_000_000,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 3, completion_tokens: 2, total_tokens: 5,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
    });
  });

  it('shows reasoning with its proof, signatures where they belong, calls and citations', () => {
    const rendered = renderReply(
      reply([
        { kind: 'reasoning', text: 'Think.', signature: 'SIG' },
        { kind: 'reasoning', text: '', encrypted: 'XX' },
        { kind: 'text', text: 'Wait.', extra: { gemini: { thoughtSignature: 'TEXT' } } },
        { kind: 'citation', url: 'https://example.org', title: 'E', startIndex: 0, endIndex: 5 },
        { kind: 'opaque', dialect: 'anthropic', json: { type: 'server_tool_use' } },
        { kind: 'tool-call', id: 'c1', name: 'f', arguments: '', extra: { gemini: { thoughtSignature: 'CALL' } } },
      ]),
      identity,
    );
    expect(rendered.choices).toEqual([{
      index: 0,
      message: {
        role: 'assistant',
        content: 'Wait.',
        refusal: null,
        reasoning_content: 'Think.',
        reasoning_details: [{ type: 'reasoning.text', text: 'Think.', signature: 'SIG', index: 0 }, { type: 'reasoning.encrypted', data: 'XX', index: 1 }],
        annotations: [{ type: 'url_citation', url_citation: { start_index: 0, end_index: 5, url: 'https://example.org', title: 'E' } }],
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content: { google: { thought_signature: 'CALL' } } }],
        extra_content: { google: { thought_signature: 'TEXT' } },
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    }]);
  });

  it('has null for content where there is none: calls alone, a refusal, nothing', () => {
    expect(contentOf([{ kind: 'tool-call', id: 'c', name: 'f', arguments: '{}' }])).toBeNull();
    expect(contentOf([{ kind: 'refusal', text: 'no' }])).toBeNull();
    expect(contentOf([])).toBeNull();
  });

  it.each([['stop', 'stop'], ['length', 'length'], ['tool-calls', 'tool_calls'], ['content-filter', 'content_filter'], ['error', 'error'], ['other', 'stop']] as const)('finish %s is shown as %s', (unified, word) => {
    expect((renderReply(reply([{ kind: 'text', text: 'x' }], unified), identity).choices as JsonObject[])[0]?.finish_reason).toBe(word);
  });
});

describe('reading a whole answer', () => {
  it('reads reasoning under every name it has', () => {
    const thought = [{ kind: 'reasoning', text: 'Hm.' }, { kind: 'text', text: 'Yes.' }];
    expect(partsOf({ content: 'Yes.', reasoning_content: 'Hm.' })).toEqual(thought);
    expect(partsOf({ content: 'Yes.', reasoning: 'Hm.' })).toEqual(thought);
    expect(partsOf({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }, { type: 'text', text: 'Yes.' }] })).toEqual(thought);
    expect(partsOf({ content: 'Yes.', reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] })).toEqual(thought);
  });

  it('reads calls without type, with an object for arguments, with no arguments, and without an id', () => {
    const calls = [{ id: 'a', function: { name: 'f', arguments: { x: 1 } } }, { id: 'b', function: { name: 'g' } }, { function: { name: 'h', arguments: '' } }];
    expect(partsOf({ tool_calls: calls })).toEqual([
      { kind: 'tool-call', id: 'a', name: 'f', arguments: '{"x":1}' },
      { kind: 'tool-call', id: 'b', name: 'g', arguments: '{}' },
      { kind: 'tool-call', id: 'call_x_0_2', name: 'h', arguments: '{}' },
    ]);
  });

  it.each([['stop', 'stop'], ['eos', 'stop'], ['model_length', 'length'], ['content_filter', 'content-filter'], ['insufficient_system_resource', 'error'], ['toString', 'other'], [null, 'other']])('finish %s is %s', (raw, unified) => {
    expect(parseReply(wire({ content: 'x' }, raw)).choices[0]?.finish.unified).toBe(unified);
  });

  it('is finished by its tool calls although the vendor says stop', () => {
    expect(parseReply(wire({ tool_calls: [{ id: 'a', function: { name: 'f' } }] }, 'stop')).choices[0]?.finish).toEqual({ unified: 'tool-calls', raw: 'stop' });
  });

  it('throws for an error in the place of an answer, and for what is none', () => {
    expect(() => parseReply({ error: { message: 'Provider returned error', code: 502 } })).toThrow(expect.objectContaining<Partial<UpstreamError>>({ kind: 'server' }) as Error);
    expect(() => parseReply({ error: null, object: 'list' })).toThrow(expect.objectContaining<Partial<UpstreamError>>({ kind: 'malformed' }) as Error);
  });

  it('keeps what it has no word for, and the upstream\'s own provider out of the way of ours', () => {
    const read = parseReply({ ...wire({ content: 'x', audio: { id: 'a' } }), provider: 'Elsewhere', system_fingerprint: 'fp', choices: [{ message: { content: 'x', audio: { id: 'a' } }, logprobs: { content: [] }, finish_reason: 'stop' }] });
    expect(renderReply(read, identity)).toMatchObject({ system_fingerprint: 'fp', choices: [{ logprobs: { content: [] }, message: { audio: { id: 'a' } } }] });
    expect(renderReply(read, identity)).not.toHaveProperty('provider');
  });
});

const text = fc.string({ minLength: 1 });
const reasoning = fc.array(fc.record({ kind: fc.constant('reasoning' as const), text, signature: text }), { maxLength: 2 });
const call = fc.record({ kind: fc.constant('tool-call' as const), id: fc.uuid(), name: text, arguments: fc.dictionary(text, text).map((value) => JSON.stringify(value)) });
const parts = fc.tuple(reasoning, fc.array(fc.record({ kind: fc.constant('text' as const), text }), { maxLength: 1 }), fc.array(call, { maxLength: 2 })).map((groups): Part[] => groups.flat());

it('an answer that was written is read as it was', () => {
  fc.assert(fc.property(parts, fc.boolean(), (said, cut) => {
    const called = said.some((part) => part.kind === 'tool-call');
    const unified = cut ? 'length' : called ? 'tool-calls' : 'stop';
    const read = parseReply(JSON.parse(JSON.stringify(renderReply(reply(said, unified), identity))) as JsonObject);
    expect(read.choices.map(({ parts, finish }) => [parts, finish.unified])).toEqual([[said, unified]]);
    expect(read.usage).toEqual(reply([]).usage);
  }));
});
