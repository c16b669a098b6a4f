// Reads a stream of chat completion chunks into hub events, in every variant that OpenAI-compatible servers send. The choice
// that comes first is read; whoever wants several asks several times.
import type { StreamParser } from '../../dialect.js';
import { UpstreamError } from '../../errors.js';
import type { Extra, Finish, JsonObject, PartHead, StreamEvent } from '../../hub.js';
import type { SseEvent } from '../../read-sse.js';
import { serviceTierOfWire } from '../../service-tier.js';
import { splitContent } from './content-list.js';
import { thoughtSignature } from './extra.js';
import { parseFinish } from './finish.js';
import { parseError } from './parse-error.js';
import { parseUsage } from './parse-usage.js';
import { parseDetail } from './reasoning-details.js';
import { StreamedCalls } from './streamed-calls.js';
import { defined, isObject, objectsOf, textOf } from './wire-fields.js';

type FlowingKind = 'text' | 'reasoning' | 'refusal' | 'audio';
interface Flow { text?: string; signature?: string; encrypted?: string; extra?: Extra }

export function streamParser(): StreamParser {
  return new ChunkStream();
}

class ChunkStream implements StreamParser {
  private id = '';
  private started = false;
  private over = false;
  /** Which choice is read; its index may be absent. */
  private choice: { index: unknown } | undefined;
  private raw: string | undefined;
  private parts = 0;
  private serviceTier: string | undefined;
  /** The part that the last delta went to; another kind ends it. */
  private open: { index: number; kind: FlowingKind } | undefined;
  /** Whether readable reasoning came in a field of its own, which details then only repeat. */
  private readable = false;
  private readonly calls = new StreamedCalls(() => this.parts++, () => this.id);

  push({ data }: SseEvent): StreamEvent[] {
    if (this.over || data.trim() === '') return [];
    if (data.trim() === '[DONE]') return this.finish(this.parts > 0 ? '' : undefined);
    const chunk = parseChunk(data);
    if (chunk === undefined) return this.fail(new UpstreamError('malformed', 'The provider sent an event that is not JSON.'));
    if (chunk.error) return this.fail(parseError(200, data, {}));
    const events = this.start(chunk);
    const choice = objectsOf(chunk.choices).find((one) => this.choice === undefined || one.index === this.choice.index);
    if (choice !== undefined) events.push(...this.take(choice));
    const usage = usageOf(chunk);
    this.serviceTier = serviceTierOfWire(chunk) ?? this.serviceTier;
    if (usage) events.push(defined({ type: 'usage', usage, serviceTier: this.serviceTier }));
    return events;
  }

  /** The finish waits for the end, since usage may follow it; a stream without one was cut, and has none. */
  end(): StreamEvent[] {
    return this.finish(undefined);
  }

  private finish(otherwise: string | undefined): StreamEvent[] {
    const raw = this.raw ?? otherwise;
    if (this.over || raw === undefined) return [];
    this.over = true;
    const finish: Finish = parseFinish(raw, this.calls.any);
    return [...this.endOpen(), ...this.calls.end(), { type: 'finish', finish }];
  }

  private fail(error: UpstreamError): StreamEvent[] {
    this.over = true;
    return [{ type: 'error', error }];
  }

  /** Azure sends chunks without id, model and choices before the first real one. */
  private start(chunk: JsonObject): StreamEvent[] {
    if (this.started || objectsOf(chunk.choices).length === 0) return [];
    this.started = true;
    this.id = textOf(chunk.id) ?? '';
    return [defined({ type: 'start', id: this.id, model: textOf(chunk.model) ?? '', created: typeof chunk.created === 'number' ? chunk.created : undefined })];
  }

  private take(choice: JsonObject): StreamEvent[] {
    this.choice ??= { index: choice.index };
    const delta = isObject(choice.delta) ? choice.delta : isObject(choice.message) ? choice.message : {};
    const content = splitContent(delta.content);
    const refusal = textOf(delta.refusal) ?? textOf(content.refusal);
    const signature = thoughtSignature(delta.extra_content);
    const events = this.takeReasoning(delta, textOf(content.reasoning));
    if (textOf(content.text) !== undefined) events.push(...this.flow('text', { text: content.text }));
    if (signature !== undefined) events.push(...this.flow('text', { extra: { gemini: { thoughtSignature: signature } } }));
    if (refusal !== undefined) events.push(...this.flow('refusal', { text: refusal }));
    if (isObject(delta.audio)) events.push(...this.flow('audio', audioFlow(delta.audio)));
    const calls = isObject(delta.function_call) ? [{ index: 0, function: delta.function_call }] : objectsOf(delta.tool_calls);
    for (const call of calls) events.push(...this.endOpen(), ...this.calls.push(call));
    this.raw = textOf(choice.finish_reason) ?? this.raw;
    return events;
  }

  private takeReasoning(delta: JsonObject, thought: string | undefined): StreamEvent[] {
    const text = textOf(delta.reasoning_content) ?? textOf(delta.reasoning) ?? thought;
    this.readable ||= text !== undefined;
    const events = text === undefined ? [] : this.flow('reasoning', { text });
    for (const detail of objectsOf(delta.reasoning_details).flatMap(parseDetail)) {
      if (!this.readable && detail.text !== '') events.push(...this.flow('reasoning', { text: detail.text }));
      if (detail.signature !== undefined) events.push(...this.flow('reasoning', { signature: detail.signature }), ...this.endOpen());
      if (detail.encrypted !== undefined) events.push(...this.endOpen(), ...this.flow('reasoning', { encrypted: detail.encrypted }), ...this.endOpen());
    }
    return events;
  }

  private flow(kind: FlowingKind, delta: Flow): StreamEvent[] {
    const events: StreamEvent[] = [];
    if (this.open?.kind !== kind) {
      events.push(...this.endOpen());
      this.open = { index: this.parts++, kind };
      events.push({ type: 'part-start', index: this.open.index, part: { kind } satisfies PartHead });
    }
    return [...events, { type: 'part-delta', index: this.open.index, ...delta }];
  }

  private endOpen(): StreamEvent[] {
    const ended = this.open;
    this.open = undefined;
    return ended ? [{ type: 'part-end', index: ended.index }] : [];
  }
}

function audioFlow({ data, ...beside }: JsonObject): Flow {
  return { text: textOf(data) ?? '', ...(Object.keys(beside).length > 0 && { extra: { openai: beside } }) };
}

/** Groq's stands beside its own fields, too. */
function usageOf(chunk: JsonObject) {
  const wire = isObject(chunk.usage) ? chunk.usage : isObject(chunk.x_groq) && isObject(chunk.x_groq.usage) ? chunk.x_groq.usage : undefined;
  return wire && parseUsage(wire);
}

function parseChunk(data: string): JsonObject | undefined {
  try {
    const chunk: unknown = JSON.parse(data);
    return isObject(chunk) ? chunk : undefined;
  } catch {
    return undefined;
  }
}
