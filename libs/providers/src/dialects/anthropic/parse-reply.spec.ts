import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../hub.js';
import { usageOf } from '../../usage.js';
import { parseReply } from './parse-reply.js';

const recording = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'thinking-tools.json'), 'utf8')) as JsonObject;

describe('a whole message', () => {
  const reply = parseReply(recording);
  const [choice] = reply.choices;

  it('keeps thinking with its proof, text, web citations and tool calls', () => {
    expect(choice?.parts.filter(({ kind }) => kind !== 'opaque')).toEqual([
      { kind: 'reasoning', text: '', encrypted: 'cmVkYWN0ZWQ=' },
      { kind: 'reasoning', text: 'Two cities, two calls.', signature: 'c2lnbmF0dXJl' },
      { kind: 'text', text: 'It is ' },
      { kind: 'text', text: 'mild' },
      {
        kind: 'citation', url: 'https://weather.example/', title: 'Weather', startIndex: 6, endIndex: 10,
        extra: { anthropic: { type: 'web_search_result_location', cited_text: 'mild', encrypted_index: 'ZW5j' } },
      },
      { kind: 'tool-call', id: 'toolu_01', name: 'weather', arguments: '{"city":"Rome"}', extra: { anthropic: { caller: { type: 'direct' } } } },
      { kind: 'tool-call', id: 'toolu_02', name: 'now', arguments: '{}' },
    ]);
  });

  it('takes an empty signature for none', () => {
    const [thought] = parseReply({ ...recording, content: [{ type: 'thinking', thinking: 'hm', signature: '' }] }).choices[0]?.parts ?? [];
    expect(thought).toEqual({ kind: 'reasoning', text: 'hm' });
  });

  it("carries server tools' blocks and compactions as they came, never as calls or text", () => {
    const opaque = choice?.parts.filter(({ kind }) => kind === 'opaque');
    expect(opaque).toEqual((recording.content as JsonObject[]).slice(2, 5).map((json) => ({ kind: 'opaque', dialect: 'anthropic', json })));
  });

  it('reads identity, finish and usage', () => {
    expect(reply).toMatchObject({ id: 'msg_01Whole', model: 'claude-sonnet-4-5-20250929' });
    expect(choice?.finish).toEqual({ unified: 'tool-calls', raw: 'tool_use' });
    expect(reply.usage).toEqual(usageOf({ inputText: 431, cacheRead: 900, cacheWrite5m: 12, cacheWrite1h: 40, outputText: 90, outputReasoning: 30 }));
  });

  it.each([
    ['end_turn', 'stop'], ['stop_sequence', 'stop'], ['pause_turn', 'stop'], ['max_tokens', 'length'], ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'], ['refusal', 'content-filter'], ['compaction', 'other'], [null, 'other'],
  ])('ends for %s as %s, with no content at all, too', (stop_reason, unified) => {
    expect(parseReply({ ...recording, content: [], stop_reason }).choices).toMatchObject([{ index: 0, parts: [], finish: { unified } }]);
  });

  it('tells why the model refused where the answer says so', () => {
    const refused = { ...recording, content: [], stop_reason: 'refusal', stop_details: { type: 'refusal', explanation: 'Not this.' } };
    expect(parseReply(refused).choices[0]?.parts).toEqual([{ kind: 'refusal', text: 'Not this.' }]);
  });

  it('throws what the answer says where it is an error', () => {
    const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(() => parseReply(overloaded)).toThrow(expect.objectContaining({ kind: 'overloaded' }));
  });

  it.each([{}, { type: 'message' }, { choices: [] }, { content: 'text' }])('throws malformed for what is no message: %j', (json) => {
    expect(() => parseReply(json)).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });
});
