import * as fc from 'fast-check';
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream';
import type { JsonObject, PartHead, StreamEvent } from '../../hub.js';
import { sseReader } from '../../read-sse.js';
import { usageOf } from '../../usage.js';
import { streamParser } from './parse-stream.js';
import { streamRenderer } from './render-stream.js';

const options = { id: 'chatcmpl-1', created: 1_780_000_000, includeUsage: true, index: 0 };
const start: StreamEvent = { type: 'start', id: 'up', model: 'm' };
const finish = (unified: 'stop' | 'tool-calls' = 'stop'): StreamEvent => ({ type: 'finish', finish: { unified, raw: unified } });
const part = (index: number, head: PartHead, ...texts: string[]): StreamEvent[] => [
  { type: 'part-start', index, part: head },
  ...texts.map((text): StreamEvent => ({ type: 'part-delta', index, text })),
  { type: 'part-end', index },
];

const written = (events: StreamEvent[], more: Partial<typeof options> = {}) => {
  const renderer = streamRenderer({ ...options, ...more });
  return events.map((event) => renderer.push(event)).join('');
};
const chunksOf = (frames: string) => frames.split('\n\n').filter(Boolean).map((frame) => JSON.parse(frame.replace(/^data: /, '')) as JsonObject & { choices: { delta: JsonObject; finish_reason: string | null }[] });
const deltas = (frames: string) => chunksOf(frames).flatMap((chunk) => chunk.choices.map((choice) => choice.delta));

const read = (frames: string) => {
  const reader = sseReader();
  const parser = streamParser();
  return [...reader.push(Buffer.from(frames)).flatMap((event) => parser.push(event)), ...parser.end()];
};
const readChunks = (...chunks: (JsonObject | string)[]) => read(chunks.map((chunk) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`).join(''));
const chunk = (delta: JsonObject, finishReason: string | null = null, more: JsonObject = {}): JsonObject => ({ id: 'up', model: 'm', choices: [{ index: 0, delta, finish_reason: finishReason }], ...more });
const counted = (inputText: number): StreamEvent => ({ type: 'usage', usage: usageOf({ inputText }) });
const shownCounts = (events: StreamEvent[]) => chunksOf(written(events)).filter((one) => one.choices.length === 0).map((one) => (one.usage as JsonObject).prompt_tokens);
const texts = (events: StreamEvent[]) => events.flatMap((event) => (event.type === 'part-delta' && event.text !== undefined ? [event.text] : []));
const textDetail = (detail: JsonObject) => [{ index: 0, type: 'reasoning.text', ...detail }];

describe('writing a stream', () => {
  it('is OpenAI\'s chunks: a role first, content, one finish, then the usage by itself', () => {
    const usage = usageOf({ inputText: 3, outputText: 1 });
    const same = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_780_000_000, model: 'm' };
    const one = (delta: JsonObject, finish_reason: string | null = null) => ({ ...same, choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null });
    expect(chunksOf(written([start, ...part(0, { kind: 'text' }, 'Hel', 'lo'), { type: 'usage', usage }, finish()]))).toEqual([
      one({ role: 'assistant', content: '' }), one({ content: 'Hel' }), one({ content: 'lo' }), one({}, 'stop'),
      { ...same, choices: [], usage: expect.objectContaining({ prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 }) as unknown },
    ]);
  });

  it('shows no usage to who did not ask for it', () => {
    expect(written([start, { type: 'usage', usage: usageOf({ inputText: 1 }) }, finish()], { includeUsage: false })).not.toContain('usage');
  });

  it('shows the last of several usages, once, also when it comes after the finish', () => {
    expect(shownCounts([start, counted(1), counted(2), finish()])).toEqual([2]);
    expect(shownCounts([start, finish(), counted(3)])).toEqual([3]);
  });

  it('numbers tool calls from 0 without gaps, whatever parts stand between them, and gives {} for no arguments', () => {
    const frames = written([
      start, ...part(0, { kind: 'text' }, 'x'), ...part(1, { kind: 'tool-call', id: 'a', name: 'f' }), ...part(2, { kind: 'reasoning' }, 'y'),
      ...part(3, { kind: 'tool-call', id: 'b', name: 'g', extra: { gemini: { thoughtSignature: 'S' } } }, '{"q"', ':1}'), finish(),
    ]);
    expect(deltas(frames).flatMap((delta) => (delta.tool_calls ?? []) as JsonObject[])).toEqual([
      { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } },
      { index: 0, function: { arguments: '{}' } },
      { index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '' }, extra_content: { google: { thought_signature: 'S' } } },
      { index: 1, function: { arguments: '{"q"' } },
      { index: 1, function: { arguments: ':1}' } },
    ]);
    expect(chunksOf(frames).at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('proves reasoning at its end: the whole text with its signature, redacted reasoning as it came', () => {
    const frames = written([
      start,
      { type: 'part-start', index: 0, part: { kind: 'reasoning' } }, { type: 'part-delta', index: 0, text: 'Th' }, { type: 'part-delta', index: 0, text: 'ink' }, { type: 'part-delta', index: 0, signature: 'SIG' }, { type: 'part-end', index: 0 },
      { type: 'part-start', index: 1, part: { kind: 'reasoning' } }, { type: 'part-delta', index: 1, encrypted: 'XX' }, { type: 'part-end', index: 1 },
      finish(),
    ]);
    expect(deltas(frames).slice(1, -1)).toEqual([
      { reasoning_content: 'Th' }, { reasoning_content: 'ink' },
      { reasoning_details: [{ type: 'reasoning.text', text: 'Think', signature: 'SIG', index: 0 }] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'XX', index: 1 }] },
    ]);
  });

  it('gives a Gemini signature with the text it belongs to, however the event carries it', () => {
    const signed = { extra_content: { google: { thought_signature: 'S' } } };
    for (const proof of [{ signature: 'S' }, { extra: { gemini: { thoughtSignature: 'S' } } }]) {
      const frames = written([start, { type: 'part-start', index: 0, part: { kind: 'text' } }, { type: 'part-delta', index: 0, text: '', ...proof }, { type: 'part-end', index: 0 }, finish()]);
      expect(deltas(frames).slice(1, -1)).toEqual([signed]);
    }
  });

  it('leaves errors and the end of the stream to the reader', () => {
    expect(written([start, finish()])).not.toMatch(/DONE|error/);
  });

  it('is put together again by OpenAI\'s own client', async () => {
    const frames = written([start, ...part(0, { kind: 'reasoning' }, 'Hm'), ...part(1, { kind: 'text' }, 'Gr', 'üß', ' dich 🌍'), ...part(2, { kind: 'tool-call', id: 'a', name: 'f' }), ...part(3, { kind: 'tool-call', id: 'b', name: 'g' }, '{"q":', '1}'), { type: 'usage', usage: usageOf({ inputText: 2, outputText: 7 }) }, finish()]);
    const lines = new ReadableStream({
      start(controller) {
        for (const one of chunksOf(frames)) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(one)}\n`));
        controller.close();
      },
    });
    const { choices, usage } = await ChatCompletionStream.fromReadableStream(lines).finalChatCompletion();
    expect(choices[0]?.message.content).toBe('Grüß dich 🌍');
    expect(choices[0]?.message.tool_calls?.map((call) => (call.type === 'function' ? [call.id, call.function.name, call.function.arguments] : []))).toEqual([['a', 'f', '{}'], ['b', 'g', '{"q":1}']]);
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(usage?.total_tokens).toBe(9);
  });
});

describe('reading a stream', () => {
  const done = '[DONE]';

  it('finishes at the end, so that the usage that follows a finish is not lost', () => {
    const events = readChunks(chunk({ role: 'assistant', content: 'a' }), chunk({}, 'stop'), { id: 'up', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }, done);
    expect(events.map((event) => event.type)).toEqual(['start', 'part-start', 'part-delta', 'usage', 'part-end', 'finish']);
  });

  it('does without [DONE] when a finish was seen, and has no finish when none came', () => {
    expect(readChunks(chunk({ content: 'a' }, 'stop')).at(-1)?.type).toBe('finish');
    expect(readChunks(chunk({ content: 'a' })).map((event) => event.type)).not.toContain('finish');
    expect(readChunks(chunk({ content: 'a' }), done).at(-1)).toEqual({ type: 'finish', finish: { unified: 'other', raw: '' } });
    expect(readChunks(chunk({ role: 'assistant' }), done).map((event) => event.type)).toEqual(['start']);
  });

  it('waits for the first chunk that has a choice (Azure sends its filter results before)', () => {
    expect(readChunks({ id: '', model: '', choices: [], prompt_filter_results: [] }, chunk({ content: 'a' }, 'stop'))[0]).toEqual({ type: 'start', id: 'up', model: 'm' });
  });

  it('reads the first choice alone', () => {
    const other = { id: 'up', model: 'm', choices: [{ index: 1, delta: { content: 'B' }, finish_reason: 'stop' }] };
    expect(texts(readChunks(chunk({ content: 'a' }), other, chunk({ content: 'c' }, 'stop'), done))).toEqual(['a', 'c']);
  });

  it('reads reasoning that is told twice, in words and in details, once', () => {
    const events = readChunks(chunk({ reasoning: 'Hm', reasoning_details: textDetail({ text: 'Hm' }) }), chunk({ reasoning_details: textDetail({ signature: 'S' }) }), chunk({ content: 'ok' }, 'stop'), done);
    expect(texts(events)).toEqual(['Hm', 'ok']);
    expect(events).toContainEqual({ type: 'part-delta', index: 0, signature: 'S' });
    expect(texts(readChunks(chunk({ reasoning_details: textDetail({ text: 'only here' }) }, 'stop')))).toEqual(['only here']);
  });

  it('starts a call when its name is known, and keeps what came before', () => {
    const call = (fields: JsonObject) => chunk({ tool_calls: [fields] });
    const events = readChunks(call({ index: 0, id: 'a', function: { arguments: '{"x' } }), call({ index: 0, function: { name: 'f', arguments: '":1}' } }), chunk({}, 'stop'), done);
    expect(events.slice(1)).toEqual([
      { type: 'part-start', index: 0, part: { kind: 'tool-call', id: 'a', name: 'f' } },
      { type: 'part-delta', index: 0, text: '{"x":1}' },
      { type: 'part-end', index: 0 },
      { type: 'finish', finish: { unified: 'tool-calls', raw: 'stop' } },
    ]);
  });

  it('reads the deprecated function call, audio and refusals', () => {
    expect(readChunks(chunk({ function_call: { name: 'f', arguments: '' } }), chunk({ function_call: { arguments: '{}' } }, 'function_call'), done)[1]).toEqual({ type: 'part-start', index: 0, part: { kind: 'tool-call', id: 'call_up_0', name: 'f' } });
    expect(readChunks(chunk({ audio: { id: 'a', data: 'QQ==' } }, 'stop'))[2]).toEqual({ type: 'part-delta', index: 0, text: 'QQ==', extra: { openai: { id: 'a' } } });
    expect(readChunks(chunk({ refusal: 'no' }, 'stop'))[1]).toEqual({ type: 'part-start', index: 0, part: { kind: 'refusal' } });
  });

  it('ends at an error and reads nothing behind it, and takes "error": null for none', () => {
    const events = readChunks(chunk({ content: 'a' }), { error: { message: 'Provider disconnected', code: 502 }, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] }, chunk({ content: 'b' }, 'stop'), done);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'server' } });
    expect(texts(events)).toEqual(['a']);
    expect(texts(readChunks(chunk({ content: 'a' }, 'stop', { error: null })))).toEqual(['a']);
    expect(readChunks('{"id":')).toMatchObject([{ type: 'error', error: { kind: 'malformed' } }]);
  });
});

const text = fc.string({ minLength: 1 });
const spoken = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'refusal' as const), texts: fc.array(text, { minLength: 1, maxLength: 3 }), signature: fc.constant(undefined) }),
  fc.record({ kind: fc.constant('reasoning' as const), texts: fc.array(text, { minLength: 1, maxLength: 3 }), signature: text }),
  fc.record({ kind: fc.constant('tool-call' as const), id: fc.uuid(), name: text, texts: fc.array(text, { minLength: 1, maxLength: 3 }), signature: fc.constant(undefined) }),
);
/** Calls come last and no kind follows itself: on OpenAI's wire two texts in a row are one. */
const answer = fc.array(spoken, { maxLength: 6 }).map((parts) => {
  const flowing = parts.filter((one) => one.kind !== 'tool-call').filter((one, at, all) => one.kind !== all[at - 1]?.kind);
  return [...flowing, ...parts.filter((one) => one.kind === 'tool-call')];
});
// Calls end together on the way back, so the order of the ends is not compared.
const plain = (all: StreamEvent[]) => all.flatMap((event) => (event.type === 'part-end' || event.type === 'start' ? [] : [event.type === 'finish' ? event.finish.unified : event]));

it('a stream that was written is read as it was', () => {
  fc.assert(fc.property(answer, (parts) => {
    const events = [start, ...parts.flatMap((one, index): StreamEvent[] => [
      { type: 'part-start', index, part: 'id' in one ? { kind: one.kind, id: one.id, name: one.name } : { kind: one.kind } },
      ...one.texts.map((said): StreamEvent => ({ type: 'part-delta', index, text: said })),
      ...(one.signature === undefined ? [] : [{ type: 'part-delta' as const, index, signature: one.signature }]),
      { type: 'part-end', index },
    ]), finish(parts.some((one) => one.kind === 'tool-call') ? 'tool-calls' : 'stop')];
    expect(plain(read(written(events)))).toEqual(plain(events));
  }));
});
