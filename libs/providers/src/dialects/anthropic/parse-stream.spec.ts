import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { StreamEvent } from '../../hub.js';
import { sseReader } from '../../read-sse.js';
import { usageOf } from '../../usage.js';
import { MessageStreamParser } from './parse-stream.js';

const lines = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.chunks.txt`), 'utf8').trim().split('\n');
const typeOf = (line: string) => (JSON.parse(line) as { type: string }).type;
const wire = (events: string[]) => Buffer.from(events.map((line) => `event: ${typeOf(line)}\ndata: ${line}\n\n`).join(''));

function read(...pieces: Uint8Array[]): StreamEvent[] {
  const reader = sseReader();
  const parser = new MessageStreamParser();
  const events = [...pieces.flatMap((bytes) => reader.push(bytes)), ...reader.end()];
  return [...events.flatMap((event) => parser.push(event)), ...parser.end()];
}

const readLines = (events: string[]) => read(wire(events));
const recording = (name: string) => readLines(lines(name));

/** What a caller would have in the end: the parts with their deltas put together. */
function parts(events: StreamEvent[]): object[] {
  const all: Record<string, unknown>[] = [];
  for (const event of events) {
    if (event.type === 'part-start') all[event.index] = { ...event.part };
    if (event.type !== 'part-delta') continue;
    const part = all[event.index];
    if (!part) throw new Error('a delta before its part');
    for (const field of ['text', 'signature', 'encrypted'] as const) {
      if (event[field] !== undefined) part[field] = `${(part[field] as string | undefined) ?? ''}${event[field]}`;
    }
  }
  return all;
}

/** Events of a part that is not open, starts out of turn, and parts that never end. */
function misplaced(events: StreamEvent[]): unknown[] {
  const open = new Set<number>();
  let next = 0;
  const wrong = events.filter((event) => {
    if (event.type === 'part-start') return !open.add(event.index) || event.index !== next++;
    if (event.type === 'part-delta') return !open.has(event.index);
    return event.type === 'part-end' && !open.delete(event.index);
  });
  return [...wrong, ...open];
}

const ofType = <Type extends StreamEvent['type']>(events: StreamEvent[], type: Type) =>
  events.filter((event): event is Extract<StreamEvent, { type: Type }> => event.type === type);

describe('a stream of messages', () => {
  it('reads text, its usage as soon as it is known, and one finish at the end', () => {
    expect(recording('text')).toEqual([
      { type: 'start', id: 'msg_01Text', model: 'claude-sonnet-4-5-20250929' },
      { type: 'usage', usage: usageOf({ inputText: 14, outputText: 1 }), serviceTier: 'default' },
      { type: 'part-start', index: 0, part: { kind: 'text' } },
      { type: 'part-delta', index: 0, text: 'Grüße aus ' },
      { type: 'part-delta', index: 0, text: '東京 🗼' },
      { type: 'part-delta', index: 0, text: '!' },
      { type: 'part-end', index: 0 },
      { type: 'usage', usage: usageOf({ inputText: 14, outputText: 11 }), serviceTier: 'default' },
      { type: 'finish', finish: { unified: 'stop', raw: 'end_turn' } },
    ]);
  });

  it.each(['text', 'thinking-tools', 'refusal'])('reads %s alike wherever its bytes are cut', (name) => {
    const bytes = wire(lines(name));
    const whole = read(bytes);
    const cuts = Array.from(bytes, (_, at) => at);
    expect(cuts.filter((at) => !isDeepStrictEqual(read(bytes.subarray(0, at), bytes.subarray(at)), whole))).toEqual([]);
  });

  it.each(['text', 'thinking-tools', 'filled-start'])('starts, fills and ends each part of %s, numbered from 0 without gaps', (name) => {
    expect(misplaced(recording(name))).toEqual([]);
  });

  it('keeps thinking with its proof, and never shows a server tool as a tool call', () => {
    expect(parts(recording('thinking-tools'))).toEqual([
      { kind: 'reasoning', encrypted: 'cmVkYWN0ZWQ=' },
      { kind: 'reasoning', text: 'Two cities, two calls.', signature: 'c2lnbmF0dXJl' },
      { kind: 'text', text: 'Looking closer.' },
      { kind: 'tool-call', id: 'toolu_01', name: 'weather', text: '{"city":"Rome"}' },
      { kind: 'tool-call', id: 'toolu_02', name: 'weather', text: '{"city":"Oslo"}' },
      { kind: 'tool-call', id: 'toolu_03', name: 'now', text: '{}' },
    ]);
  });

  it('takes the last word on every count', () => {
    expect(ofType(recording('thinking-tools'), 'usage').map(({ usage }) => usage)).toEqual([
      usageOf({ inputText: 420, cacheRead: 300, outputText: 3 }),
      usageOf({ inputText: 431, cacheRead: 900, cacheWrite5m: 52, outputText: 90, outputReasoning: 30 }),
    ]);
  });

  it('keeps counts and the stop reason where a later event leaves them open', () => {
    const later = '{"type":"message_delta","delta":{"stop_reason":null},"usage":{"input_tokens":null,"output_tokens":12}}';
    const events = readLines([...lines('text').slice(0, -1), later, ...lines('text').slice(-1)]);
    expect(events.slice(-2)).toEqual([
      { type: 'usage', usage: usageOf({ inputText: 14, outputText: 12 }), serviceTier: 'default' },
      { type: 'finish', finish: { unified: 'stop', raw: 'end_turn' } },
    ]);
  });

  it('lets input that is written out take the place of the input given at the start', () => {
    const events = lines('thinking-tools').map((line) => line.replace('"name":"weather","input":{}', '"name":"weather","input":{"city":"?"}'));
    expect(parts(readLines(events))[3]).toMatchObject({ text: '{"city":"Rome"}' });
  });

  it('reads a refusal without content as an answer', () => {
    const events = recording('refusal');
    expect(parts(events)).toEqual([{ kind: 'refusal', text: 'Blocked under the usage policy.' }]);
    expect(events.at(-1)).toEqual({ type: 'finish', finish: { unified: 'content-filter', raw: 'refusal' } });
    const silent = readLines(lines('refusal').map((line) => line.replace(/,"stop_details":\{[^}]*\}/, '')));
    expect(silent.map(({ type }) => type)).toEqual(['start', 'usage', 'usage', 'finish']);
  });

  it('overlooks a repeated message_start', () => {
    const events = recording('repeated-start');
    expect(parts(events)).toEqual([{ kind: 'text', text: 'once' }]);
    expect(ofType(events, 'start')).toHaveLength(1);
    expect(ofType(events, 'usage').at(-1)?.usage).toEqual(usageOf({ inputText: 10, outputText: 2 }));
  });

  it('fails where a second message is spliced in, and reads nothing after it', () => {
    const events = recording('spliced-start');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind: 'malformed' } });
    expect(parts(events)).toEqual([{ kind: 'tool-call', id: 'toolu_first', name: 'lookup', text: '{"value":"Spa' }]);
  });

  it('reads content that stands in message_start already', () => {
    const events = recording('filled-start');
    const caller = { type: 'code_execution_20250825', tool_id: 'srvtoolu_02' };
    expect(parts(events)).toEqual([{ kind: 'tool-call', id: 'toolu_01', name: 'lookup', text: '{"id":"c_1"}', extra: { anthropic: { caller } } }]);
    expect(events.at(-1)).toEqual({ type: 'finish', finish: { unified: 'tool-calls', raw: 'tool_use' } });
  });

  it('is finished by a stop reason, with or without message_stop', () => {
    expect(readLines(lines('text').slice(0, -1))).toEqual(recording('text'));
  });

  it('closes open parts before the finish', () => {
    const events = readLines(lines('text').filter((line) => typeOf(line) !== 'content_block_stop'));
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['part-end', 'finish']);
  });

  it('ends a part whose block is begun again', () => {
    const [start = '', block = '', , delta = '', ...rest] = lines('text');
    const events = readLines([start, block, delta, block, delta, ...rest]);
    expect(misplaced(events)).toEqual([]);
    expect(parts(events)).toEqual([{ kind: 'text', text: 'Grüße aus ' }, { kind: 'text', text: 'Grüße aus 東京 🗼!' }]);
  });

  it.each([
    ['cut', 'after its first words', 4],
    ['empty', 'before any content', 2],
    ['empty', 'before anything', 0],
  ] as const)('is %s where it ends %s', (kind, _when, count) => {
    const events = readLines(lines('text').slice(0, count));
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { kind } });
    expect(ofType(events, 'finish')).toEqual([]);
  });

  it.each([
    ['overloaded_error', 'overloaded'],
    ['rate_limit_error', 'rate-limit'],
    ['api_error', 'server'],
    ['timeout_error', 'timeout'],
    ['authentication_error', 'authentication'],
  ])('ends with an error of its kind at %s', (type, kind) => {
    const events = readLines([...lines('text').slice(0, 5), JSON.stringify({ type: 'error', error: { type, message: 'no' } }), ...lines('text').slice(5)]);
    expect(ofType(events, 'error')).toMatchObject([{ error: { kind } }]);
    expect(events.at(-1)?.type).toBe('error');
  });

  it('fails at an event that is no JSON', () => {
    expect(read(Buffer.from('event: message_start\ndata: {"type":\n\n'))).toMatchObject([{ type: 'error', error: { kind: 'malformed' } }]);
  });
});
