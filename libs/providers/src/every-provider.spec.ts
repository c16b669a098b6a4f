// Holds every provider of the registry to the same guarantees. Recordings in its own wire's shape stand in
// providers/fixtures/<id>/; a provider without a network (the sandbox) is asked itself.
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { openai } from './dialects/openai/index.js';
import { UpstreamError } from './errors.js';
import type { ChatReply, JsonObject, StreamEvent } from './hub.js';
import type { Provider } from './provider.js';
import { sseReader, type SseEvent } from './read-sse.js';
import { providerById, providers } from './registry.js';
import { usageBuckets, type Usage } from './usage.js';

const fixtures = path.join(import.meta.dirname, 'providers/fixtures');
/** Credentials as the vendors of each dialect make them. */
const secrets = {
  openai: ['sk-proj-T3stS3cr3t_T3st-S3cr3t', 'sk-SECRET', 'gsk_T3stS3cr3tT3stS3cr3tT3stS3cr3t', 'xai-T3stS3cr3tT3stS3cr3t', 'sk-or-v1-T3stS3cr3t', 'T3stS3cr3tT3stS3cr3tT3stS3cr3t99'],
  anthropic: ['sk-ant-api03-T3st_S3cr3t-T3st'],
  gemini: ['AIzaSyT3stS3cr3tT3stS3cr3tT3stS3cr3t'],
};
const all: Provider[] = Object.values(providers);
const recorded = all.filter((provider) => fs.existsSync(path.join(fixtures, provider.id)));

const read = (provider: Provider, file: string) => fs.readFileSync(path.join(fixtures, provider.id, file), 'utf8');
const names = (provider: Provider, ending: string) =>
  fs.readdirSync(path.join(fixtures, provider.id)).filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length)).filter((name) => name !== 'error');
const plain = recorded.flatMap((provider) => names(provider, '.json').map((name) => [`${provider.id} ${name}`, provider, name] as const));
const streamed = recorded.flatMap((provider) => names(provider, '.chunks.txt').map((name) => [`${provider.id} ${name}`, provider, name] as const));

function streamBytes(provider: Provider, name: string): Buffer {
  const lines = read(provider, `${name}.chunks.txt`).trim().split('\n');
  const frame = (line: string) => {
    if (provider.dialect.id === 'anthropic') return `event: ${(JSON.parse(line) as { type: string }).type}\ndata: ${line}\n\n`;
    return provider.dialect.id === 'gemini' ? `data: ${line}\r\n\r\n` : `data: ${line}\n\n`;
  };
  return Buffer.from(lines.map(frame).join('') + (provider.dialect.id === 'openai' ? 'data: [DONE]\n\n' : ''));
}

/** What the caller's reader makes of a stream that arrives in these pieces. */
function readStream(provider: Provider, pieces: Uint8Array[]): StreamEvent[] {
  const reader = sseReader();
  const parser = provider.dialect.chat.streamParser();
  const events: SseEvent[] = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  return [...events.flatMap((event) => parser.push(event)), ...parser.end()];
}

interface Shown { text: string; reasoning: string; refusal: string; tools: [string, unknown][]; finish: string | undefined; usage: Usage | undefined }

function shownByReply(reply: ChatReply): Shown {
  const [choice] = reply.choices;
  const text = (kind: string) => (choice?.parts ?? []).map((part) => (part.kind === kind && 'text' in part ? part.text : '')).join('');
  const tools = (choice?.parts ?? []).flatMap((part) => (part.kind === 'tool-call' ? [[part.name, JSON.parse(part.arguments || '{}')] as [string, unknown]] : []));
  return { text: text('text'), reasoning: text('reasoning'), refusal: text('refusal'), tools, finish: choice?.finish.unified, usage: reply.usage };
}

function shownByStream(events: StreamEvent[]): Shown {
  const parts = new Map<number, { kind: string; name: string; text: string }>();
  const shown: Shown = { text: '', reasoning: '', refusal: '', tools: [], finish: undefined, usage: undefined };
  for (const event of events) {
    if (event.type === 'part-start') parts.set(event.index, { kind: event.part.kind, name: 'name' in event.part ? event.part.name : '', text: '' });
    if (event.type === 'part-delta') parts.get(event.index)!.text += event.text ?? '';
    if (event.type === 'usage') shown.usage = event.usage;
    if (event.type === 'finish') shown.finish = event.finish.unified;
  }
  for (const { kind, name, text } of parts.values()) {
    if (kind === 'tool-call') shown.tools.push([name, JSON.parse(text || '{}')]);
    else if (kind === 'text' || kind === 'reasoning' || kind === 'refusal') shown[kind] += text;
  }
  return shown;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

const request: JsonObject = {
  model: 'asked',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'What is this?', cache_control: { type: 'ephemeral' } }, { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }] },
    { role: 'assistant', content: null, reasoning_content: 'Look it up.', tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'tide', arguments: '{"port":"Kiel"}' } }] },
    { role: 'tool', tool_call_id: 'call_1', content: 'high' },
    { role: 'user', content: 'And now?' },
  ],
  tools: [{ type: 'function', function: { name: 'tide', description: 'Tides', parameters: { type: 'object', properties: { port: { type: 'string' } } } } }],
  max_tokens: 50,
  temperature: 0.5,
  stop: ['END'],
  stream: true,
  logit_bias: { 5: 1 },
};
const target = { name: 'upstream-model', maxOutputTokens: 1000, reasoning: false };

describe('the registry', () => {
  it('knows each provider under its own id', () => {
    for (const [id, provider] of Object.entries(providers)) expect(providerById(id)).toBe(provider);
    for (const [id, provider] of Object.entries(providers)) expect(provider.id).toBe(id);
    expect(providerById('toString')).toBeUndefined();
  });

  it('has recordings of every provider that answers over the network', () => {
    expect(all.filter((provider) => !('respond' in provider) && !recorded.includes(provider)).map((provider) => provider.id)).toEqual([]);
  });
});

describe.each(all.filter((provider) => !('respond' in provider)).map((provider) => [provider.id, provider] as const))('%s', (_, provider) => {
  it('carries its secret in headers only', () => {
    const [secret = ''] = secrets[provider.dialect.id];
    const { body } = provider.dialect.chat.renderRequest(openai.chat.parseRequest(request), target);
    expect(Object.values(provider.authenticate(secret)).some((value) => value.includes(secret))).toBe(true);
    for (const stream of [true, false]) expect(provider.baseUrl + provider.dialect.chat.path('m', stream)).not.toMatch(/key|secret|token/i);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('has an address without a trailing slash, and sends no plain text over the network', () => {
    const { protocol, hostname } = new URL(provider.baseUrl);
    expect(provider.baseUrl).not.toMatch(/\/$/);
    expect(protocol === 'https:' || hostname === '127.0.0.1').toBe(true);
  });

  it('translates a request again from the untouched original, to the same', () => {
    const original = structuredClone(request);
    const hub = openai.chat.parseRequest(deepFreeze(structuredClone(original)));
    const first = provider.dialect.chat.renderRequest(deepFreeze(hub), Object.freeze({ ...target }));
    expect(provider.dialect.chat.renderRequest(hub, target)).toEqual(first);
    expect(openai.chat.parseRequest(original)).toEqual(hub);
  });

  it.each(secrets[provider.dialect.id])('never repeats a credential (%s)', (secret) => {
    const said = read(provider, 'error.json').replaceAll('{{secret}}', secret);
    for (const status of [200, 400, 401, 403, 429, 500]) for (const body of [said, `<html><body>key=${secret}</body></html>`, `Bearer ${secret}`]) {
      const error = provider.dialect.parseError(status, body, {});
      expect(error).toBeInstanceOf(UpstreamError);
      expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain(secret);
    }
  });

  it('survives any body in the place of an error', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
      expect(provider.dialect.parseError(status, body, { 'retry-after': body })).toBeInstanceOf(UpstreamError);
    }));
  });
});

describe.each(plain)('%s', (_, provider, name) => {
  it('reads the same answer from the same untouched reply', () => {
    const json = deepFreeze(JSON.parse(read(provider, `${name}.json`)) as JsonObject);
    const reply = provider.dialect.chat.parseReply(json);
    expect(provider.dialect.chat.parseReply(json)).toEqual(reply);
    for (const bucket of usageBuckets) expect(reply.usage?.[bucket]).toBeGreaterThanOrEqual(0);
  });
});

describe.each(streamed)('%s, streamed', (_, provider, name) => {
  const bytes = streamBytes(provider, name);
  const whole = readStream(provider, [bytes]);

  it('says what the whole reply says', () => {
    const reply = shownByReply(provider.dialect.chat.parseReply(JSON.parse(read(provider, `${name}.json`)) as JsonObject));
    expect(shownByStream(whole)).toEqual(reply);
  });

  it('starts once, finishes exactly once, and every part in between begins and ends', () => {
    expect(whole[0]?.type).toBe('start');
    expect(whole.filter((event) => event.type === 'start')).toHaveLength(1);
    expect(whole.filter((event) => event.type === 'finish')).toHaveLength(1);
    expect(whole.at(-1)?.type).toBe('finish');
    const begun = whole.flatMap((event) => (event.type === 'part-start' ? [event.index] : []));
    const ended = whole.flatMap((event) => (event.type === 'part-end' ? [event.index] : []));
    expect(begun).toEqual(begun.map((_index, position) => position));
    expect([...ended].sort((a, b) => a - b)).toEqual(begun);
  });

  it('has no count below zero', () => {
    const counts = whole.flatMap((event) => (event.type === 'usage' ? usageBuckets.map((bucket) => event.usage[bucket]) : []));
    expect(Math.min(...counts)).toBe(0);
  });

  it('reads the same in two pieces cut at any byte', () => {
    expect(cutsThatMatter(provider, bytes)).toEqual([]);
  });

  it('broken off at any byte, has said a beginning of its text and no more', () => {
    const { text, reasoning } = shownByStream(whole);
    const strays = everyCut(bytes).filter((at) => {
      const events = readStream(provider, [bytes.subarray(0, at)]);
      return !text.startsWith(deltas(events, 'text')) || !reasoning.startsWith(deltas(events, 'reasoning'));
    });
    expect(strays).toEqual([]);
  });
});

describe.each(all.filter((provider) => 'respond' in provider).map((provider) => [provider.id, provider] as const))('%s, asked itself', (_, provider) => {
  const ask = async (model: string, stream: boolean) => {
    const pieces: Buffer[] = [];
    const body = { model, messages: [{ role: 'user', content: 'Grüße, 世界 🌍' }], ...(stream && { stream, stream_options: { include_usage: true } }) };
    for await (const piece of provider.respond!({ path: provider.dialect.chat.path(model, stream), body: deepFreeze(body) })) pieces.push(piece);
    return Buffer.concat(pieces);
  };

  it.each(['chat', 'reasoning'])('%s answers streamed what it answers whole, finishes once, and reads the same cut at any byte', async (model) => {
    const [reply, bytes] = [await ask(model, false), await ask(model, true)];
    const events = readStream(provider, [bytes]);
    expect(shownByStream(events)).toEqual(shownByReply(provider.dialect.chat.parseReply(JSON.parse(reply.toString()) as JsonObject)));
    expect(events.filter((event) => event.type === 'finish')).toHaveLength(1);
    expect(await ask(model, true)).toEqual(bytes);
    expect(cutsThatMatter(provider, bytes)).toEqual([]);
  });
});

const everyCut = (bytes: Buffer) => Array.from({ length: bytes.length + 1 }, (_, at) => at);

/** Where the bytes must not be cut: nowhere. */
function cutsThatMatter(provider: Provider, bytes: Buffer): number[] {
  const whole = JSON.stringify(readStream(provider, [bytes]));
  return everyCut(bytes).filter((at) => JSON.stringify(readStream(provider, [bytes.subarray(0, at), bytes.subarray(at)])) !== whole);
}

function deltas(events: StreamEvent[], kind: string): string {
  const of = new Set(events.flatMap((event) => (event.type === 'part-start' && event.part.kind === kind ? [event.index] : [])));
  return events.map((event) => (event.type === 'part-delta' && of.has(event.index) ? (event.text ?? '') : '')).join('');
}
