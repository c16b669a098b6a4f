import * as fc from 'fast-check';
import type { StreamEvent } from '../../hub.js';
import { sseReader } from '../../read-sse.js';
import { gemini } from './index.js';

type Wire = Record<string, unknown>;
const part = (...parts: Wire[]) => ({ candidates: [{ content: { parts, role: 'model' }, index: 0 }], modelVersion: 'gemini-3-pro', responseId: 'r1' });
const last = (reason: string, ...parts: Wire[]) => ({ ...part(), candidates: [{ content: { parts }, finishReason: reason, index: 0 }] });
const sse = (chunks: unknown[]) => Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));

function read(bytes: Buffer, cuts: number[] = []): StreamEvent[] {
  const reader = sseReader();
  const parser = gemini.chat.streamParser();
  const edges = [0, ...cuts, bytes.length];
  const events = edges.slice(1).flatMap((edge, index) => reader.push(bytes.subarray(edges[index], edge)));
  return [...events, ...reader.end()].flatMap((event) => parser.push(event)).concat(parser.end());
}

/** What a caller gets to see of a stream, part by part. */
function shown(events: StreamEvent[]): { parts: Wire[]; finish?: string; usage?: unknown; errors: string[] } {
  const parts: Wire[] = [];
  const result = { parts, errors: [] as string[] } as ReturnType<typeof shown>;
  for (const event of events) {
    if (event.type === 'part-start') parts[event.index] = { ...event.part };
    if (event.type === 'part-delta') {
      const target = parts[event.index];
      if (event.text !== undefined) target.text = `${(target.text as string | undefined) ?? ''}${event.text}`;
      if (event.extra) target.extra = event.extra;
    }
    if (event.type === 'finish') result.finish = `${event.finish.unified}/${event.finish.raw}`;
    if (event.type === 'usage') result.usage = event.usage;
    if (event.type === 'error') result.errors.push(event.error.kind);
  }
  return result;
}

const thinking = [
  part({ text: 'Weighing the ', thought: true }),
  part({ text: 'question.', thought: true }),
  part({ text: 'Grüße, 世' }),
  part({ text: '界 👋' }),
  last('STOP', { text: '', thoughtSignature: 'c2ln' }),
];
const streamedCall = [
  part({ functionCall: { name: 'cook', willContinue: true }, thoughtSignature: 'c2ln' }),
  part({ functionCall: { partialArgs: [{ jsonPath: '$.recipe.name', stringValue: 'Lasa', willContinue: true }], willContinue: true } }),
  part({ functionCall: { partialArgs: [{ jsonPath: '$.recipe.name', stringValue: 'gna' }], willContinue: true } }),
  part({ functionCall: { willContinue: true } }),
  part({ functionCall: { partialArgs: [{ jsonPath: '$.recipe.steps[0].minutes', numberValue: 12.5 }], willContinue: true } }),
  part({ functionCall: { partialArgs: [{ jsonPath: '$.recipe.steps[1].done', boolValue: false }], willContinue: true } }),
  part({ functionCall: { partialArgs: [{ jsonPath: '$.recipe.note', nullValue: 'NULL_VALUE' }], willContinue: true } }),
];
const cooked = { recipe: { name: 'Lasagna', steps: [{ minutes: 12.5 }, { done: false }], note: null } };

const counts = (candidatesTokenCount: number) => ({ promptTokenCount: 9, candidatesTokenCount, thoughtsTokenCount: 185, totalTokenCount: 194 + candidatesTokenCount });
const joined = (kind: string, list: Wire[]) => list.filter((one) => one.kind === kind).map((one) => one.text).join('');

describe('streams of Gemini', () => {
  it('tells thoughts as reasoning, text as text, and the signature of an empty last text on that text', () => {
    expect(shown(read(sse(thinking)))).toEqual({
      parts: [
        { kind: 'reasoning', text: 'Weighing the question.' },
        { kind: 'text', text: 'Grüße, 世界 👋', extra: { gemini: { thoughtSignature: 'c2ln' } } },
      ],
      finish: 'stop/STOP',
      errors: [],
    });
  });

  it('are read alike wherever the bytes are cut', () => {
    const bytes = sse([...thinking.slice(0, 4), ...streamedCall, last('STOP', { functionCall: {} })]);
    const whole = read(bytes);
    for (let cut = 1; cut < bytes.length; cut++) expect(read(bytes, [cut])).toEqual(whole);
  });

  it('name who answers once, first', () => {
    const starts = read(sse(thinking)).filter((event) => event.type === 'start');
    expect(starts).toEqual([{ type: 'start', id: 'r1', model: 'gemini-3-pro' }]);
    expect(read(sse(thinking))[0].type).toBe('start');
  });

  it('finish with tool-calls where Gemini says STOP after a call, and give a call without id the same id each time', () => {
    const chunks = [part({ functionCall: { name: 'weather', args: { city: 'Paris' } }, thoughtSignature: 'c2ln' }), part({ functionCall: { name: 'time' } }), last('STOP', { text: '' })];
    const { parts, finish } = shown(read(sse(chunks)));
    expect(parts).toEqual([
      { kind: 'tool-call', id: 'call_r1_0', name: 'weather', text: '{"city":"Paris"}', extra: { gemini: { thoughtSignature: 'c2ln' } } },
      { kind: 'tool-call', id: 'call_r1_1', name: 'time', text: '{}' },
    ]);
    expect(finish).toBe('tool-calls/STOP');
  });

  it('keep the id that Gemini gave a call', () => {
    expect(shown(read(sse([last('STOP', { functionCall: { id: 'g1', name: 'weather', args: {} } })]))).parts[0]).toMatchObject({ id: 'g1' });
  });

  it.each([
    ['an empty call', [...streamedCall, last('STOP', { functionCall: {} })]],
    ['a piece that promises no more', [...streamedCall.slice(0, -1), last('STOP', { functionCall: { partialArgs: [{ jsonPath: '$.recipe.note', nullValue: null }] } })]],
    ['the finish', [...streamedCall, last('STOP', { text: '' })]],
  ])('make one call of streamed arguments that end with %s', (_, chunks) => {
    const { parts, finish } = shown(read(sse(chunks)));
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({ kind: 'tool-call', name: 'cook', extra: { gemini: { thoughtSignature: 'c2ln' } } });
    expect(JSON.parse(parts[0].text as string)).toEqual(cooked);
    expect(finish).toBe('tool-calls/STOP');
  });

  it('end a streamed call when the next one is named', () => {
    const { parts } = shown(read(sse([...streamedCall, part({ functionCall: { name: 'serve', willContinue: true } }), last('STOP', { functionCall: {} })])));
    expect(parts.map(({ name, text }) => [name, JSON.parse(text as string)])).toEqual([['cook', cooked], ['serve', {}]]);
  });

  it('never complete a call whose stream was cut off', () => {
    const events = read(sse(streamedCall));
    expect(events.some((event) => event.type === 'finish' || event.type === 'part-end' || event.type === 'part-delta')).toBe(false);
  });

  it('tell the last of the cumulative usages, and none for chunks that count nothing yet', () => {
    const chunks = [{ ...part({ text: 'a' }), usageMetadata: { trafficType: 'ON_DEMAND' } }, { ...part({ text: 'b' }), usageMetadata: counts(5) }, { ...last('STOP'), usageMetadata: counts(23) }];
    const events = read(sse(chunks));
    expect(events.filter((event) => event.type === 'usage')).toHaveLength(2);
    expect(shown(events).usage).toMatchObject({ inputText: 9, outputText: 23, outputReasoning: 185 });
  });

  it('finish once even when Gemini repeats the reason on every chunk', () => {
    const events = read(sse([last('STOP', { text: 'a' }), last('STOP', { text: 'b' }), last('MAX_TOKENS', { text: 'c' }), part({ text: 'd' })]));
    expect(events.filter((event) => event.type === 'finish')).toEqual([{ type: 'finish', finish: { unified: 'length', raw: 'MAX_TOKENS' } }]);
    expect(shown(events).parts).toEqual([{ kind: 'text', text: 'abcd' }]);
  });

  it('finish with content-filter when the prompt was refused as a whole, and still count it', () => {
    const refused = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 }, responseId: 'r1' };
    expect(shown(read(sse([refused])))).toMatchObject({ parts: [], finish: 'content-filter/PROHIBITED_CONTENT', usage: { inputText: 9 } });
  });

  it.each([
    ['a call that the model could not write', last('MALFORMED_FUNCTION_CALL'), 'malformed'],
    ['an error inside the stream', { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }, 'overloaded'],
  ])('end with an error for %s, and read nothing after it', (_, chunk, kind) => {
    expect(shown(read(sse([part({ text: 'a' }), chunk, last('STOP', { text: 'b' })])))).toEqual({ parts: [{ kind: 'text', text: 'a' }], errors: [kind] });
  });

  it('count what a failed call cost', () => {
    const failed = { ...last('MALFORMED_FUNCTION_CALL'), usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 4 } };
    expect(shown(read(sse([failed])))).toMatchObject({ usage: { inputText: 9, outputText: 4 }, errors: ['malformed'] });
  });

  it('end with an error for what is no JSON', () => {
    expect(shown(read(Buffer.from('data: {"candidates":\r\n\r\n'))).errors).toEqual(['malformed']);
  });

  it('pass over code execution and other work of the server, which is no call of the caller', () => {
    const chunks = [part({ executableCode: { language: 'PYTHON', code: 'print(1)' } }), part({ codeExecutionResult: { outcome: 'OUTCOME_OK' } }), last('STOP', { text: '1' })];
    expect(shown(read(sse(chunks)))).toEqual({ parts: [{ kind: 'text', text: '1' }], finish: 'stop/STOP', errors: [] });
  });

  it('say the same as the whole answer', () => {
    const texts = fc.array(fc.record({ text: fc.string(), thought: fc.boolean() }), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (parts) => {
        const whole = gemini.chat.parseReply(last('STOP', ...parts)).choices[0].parts;
        const streamed = shown(read(sse([...parts.map((one) => part(one)), last('STOP')]))).parts;
        for (const kind of ['text', 'reasoning']) expect(joined(kind, streamed)).toBe(joined(kind, whole as unknown as Wire[]));
      }),
    );
  });
});
