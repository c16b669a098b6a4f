import * as fc from 'fast-check';
import type { JsonObject } from '../hub.js';
import type { ReplyQuirk } from '../provider.js';
import { contentList } from './content-list.js';
import { finishWords } from './finish-words.js';
import { firstRole } from './first-role.js';
import { groqUsage } from './groq-usage.js';
import { reasoningField } from './reasoning-field.js';
import { toolCallShape } from './tool-call-shape.js';
import { upstreamProvider } from './upstream-provider.js';

const all = [contentList, finishWords, firstRole, groqUsage, reasoningField, toolCallShape, upstreamProvider];

const wire = (field: 'message' | 'delta', said: JsonObject, finish: string | null = null, index = 0): JsonObject => ({ id: 'x', choices: [{ index, [field]: said, finish_reason: finish }] });
const reply = (quirk: ReplyQuirk, json: JsonObject) => {
  quirk.reply?.(json);
  return json;
};
const stream = (quirk: ReplyQuirk, ...chunks: JsonObject[]) => {
  const rewrite = quirk.stream?.() ?? ((chunk: JsonObject) => [chunk]);
  return chunks.flatMap((chunk) => rewrite(chunk));
};
const saidIn = (json: JsonObject | undefined) => {
  const [choice] = (json?.choices ?? []) as { message?: JsonObject; delta?: JsonObject }[];
  return choice?.message ?? choice?.delta;
};
const finishIn = (json: JsonObject | undefined) => ((json?.choices ?? []) as JsonObject[])[0]?.finish_reason;
const callsIn = (chunks: JsonObject[]) => chunks.flatMap((chunk) => (saidIn(chunk)?.tool_calls ?? []) as JsonObject[]);
const delta = (...tool_calls: JsonObject[]) => wire('delta', { tool_calls });

describe('reasoning-field', () => {
  it('moves reasoning to where clients read it, plain and streamed', () => {
    expect(saidIn(reply(reasoningField, wire('message', { content: 'a', reasoning: 'b' })))).toEqual({ content: 'a', reasoning_content: 'b' });
    expect(saidIn(stream(reasoningField, wire('delta', { reasoning: 'b' }))[0])).toEqual({ reasoning_content: 'b' });
  });

  it('leaves what is already right, and a `reasoning` that is no text', () => {
    expect(saidIn(reply(reasoningField, wire('message', { reasoning: 'b', reasoning_content: 'c' })))).toEqual({ reasoning_content: 'c' });
    expect(saidIn(stream(reasoningField, wire('delta', { reasoning: null }))[0])).toEqual({ reasoning: null });
  });
});

describe('content-list', () => {
  const content = [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }, { type: 'text', text: 'Yes' }, { type: 'reference', reference_ids: [1] }, { type: 'text', text: '.' }];
  it('makes content a string, with the thinking and what is left beside it', () => {
    const mended = { content: 'Yes.', reasoning_content: 'Hm.', content_parts: [{ type: 'reference', reference_ids: [1] }] };
    expect(saidIn(reply(contentList, wire('message', { content })))).toEqual(mended);
    expect(saidIn(stream(contentList, wire('delta', { content }))[0])).toEqual(mended);
  });

  it('has no text where there was only thinking', () => {
    expect(saidIn(stream(contentList, wire('delta', { content: content.slice(0, 1) }))[0])).toEqual({ content: null, reasoning_content: 'Hm.' });
  });
});

describe('tool-call-shape', () => {

  it('completes the calls of a whole reply', () => {
    const tool_calls = [{ id: 'a', function: { name: 'f', arguments: { x: 1 } } }, { id: 'null', function: { name: 'g' } }];
    expect(saidIn(reply(toolCallShape, wire('message', { tool_calls })))?.tool_calls).toEqual([
      { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
      { id: 'call_x_0_1', type: 'function', function: { name: 'g', arguments: '{}' } },
    ]);
  });

  it('numbers calls that have no index', () => {
    const calls = callsIn(stream(toolCallShape, delta({ id: 'a', function: { name: 'f', arguments: '{}' } }, { id: 'b', function: { name: 'g', arguments: '{}' } })));
    expect(calls.map((call) => [call.index, call.id, call.type])).toEqual([[0, 'a', 'function'], [1, 'b', 'function']]);
  });

  it('tells calls apart that all have the same index', () => {
    const calls = callsIn(stream(toolCallShape, delta({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }), delta({ index: 0, id: 'b', function: { name: 'f', arguments: '{}' } })));
    expect(calls.map((call) => call.index)).toEqual([0, 1]);
  });

  it('says name and id once only', () => {
    const calls = callsIn(stream(toolCallShape, delta({ index: 0, id: 'a', function: { name: 'f', arguments: '' } }), delta({ index: 0, id: 'a', type: 'function', function: { name: '', arguments: '{}' } })));
    expect(calls[1]).toEqual({ index: 0, type: 'function', function: { arguments: '{}' } });
  });

  it('counts the calls of each choice for itself', () => {
    const [first, second] = [0, 1].map((index) => wire('delta', { tool_calls: [{ id: 'a', function: { name: 'f' } }] }, null, index));
    expect(callsIn(stream(toolCallShape, first ?? {}, second ?? {})).map((one) => one.index)).toEqual([0, 0]);
  });
});

describe('first-role', () => {
  it('gives the first delta of each choice its role, and no other', () => {
    const chunks = stream(firstRole, wire('delta', { content: 'a' }), wire('delta', { content: 'b' }), wire('delta', { content: 'c' }, null, 1));
    expect(chunks.map((chunk) => saidIn(chunk)?.role)).toEqual(['assistant', undefined, 'assistant']);
  });
});

describe('finish-words', () => {
  it.each([['model_length', 'length'], ['eos', 'stop'], ['stop', 'stop'], ['never heard of', 'never heard of'], ['', ''], [null, null]])('%s is shown as %s', (raw, word) => {
    expect(finishIn(reply(finishWords, wire('message', { content: 'a' }, raw)))).toBe(word);
    expect(finishIn(stream(finishWords, wire('delta', {}, raw))[0])).toBe(word);
  });

  it('is tool_calls where tools were called, the vendor\'s word beside it', () => {
    const tool_calls = [{ id: 'a' }];
    expect((reply(finishWords, wire('message', { tool_calls }, 'stop')).choices as JsonObject[])[0]).toMatchObject({ finish_reason: 'tool_calls', native_finish_reason: 'stop' });
    expect(finishIn(stream(finishWords, wire('delta', { tool_calls }), wire('delta', {}, 'stop'))[1])).toBe('tool_calls');
  });
});

describe('groq-usage', () => {
  it('lifts the usage out of x_groq, and does not touch one that is in its place', () => {
    const usage = { prompt_tokens: 1 };
    expect(stream(groqUsage, { x_groq: { usage } })[0]).toEqual({ x_groq: { usage }, usage });
    expect(stream(groqUsage, { x_groq: { usage }, usage: { prompt_tokens: 2 } })[0]?.usage).toEqual({ prompt_tokens: 2 });
  });
});

describe('upstream-provider', () => {
  it('gives way to our own field', () => {
    expect(reply(upstreamProvider, { id: 'x', provider: 'Azure' })).toEqual({ id: 'x', upstream_provider: 'Azure' });
    expect(stream(upstreamProvider, { provider: 'Azure' })).toEqual([{ upstream_provider: 'Azure' }]);
  });
});

describe.each(all.map((quirk) => [quirk.name, quirk] as const))('%s', (_, quirk) => {
  const unknown = fc.dictionary(fc.stringMatching(/^u_[a-z]{1,4}$/), fc.jsonValue(), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>;

  it('keeps every field that it does not know, at every level', () => {
    fc.assert(fc.property(unknown, unknown, unknown, fc.constantFrom('message' as const, 'delta' as const), (top, inChoice, inSaid, field) => {
      const json = () => ({ id: 'x', ...top, choices: [{ index: 0, ...inChoice, [field]: { content: 'a', ...inSaid }, finish_reason: 'stop' }] });
      const [after] = field === 'message' ? [reply(quirk, structuredClone(json()))] : stream(quirk, structuredClone(json()));
      expect(after).toMatchObject(json());
    }));
  });

  it('takes what is no chat completion as it is', () => {
    fc.assert(fc.property(unknown, (json) => {
      expect(reply(quirk, structuredClone(json))).toEqual(json);
      expect(stream(quirk, structuredClone(json))).toEqual([json]);
    }));
  });
});
