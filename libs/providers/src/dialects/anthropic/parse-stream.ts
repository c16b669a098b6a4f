// A stream of Anthropic's messages API -> hub events. https://platform.claude.com/docs/en/build-with-claude/streaming
// Blocks that are no part of the answer (server tools, compactions) are passed over, so that parts are numbered without gaps.
import type { StreamParser } from '../../dialect.js';
import { UpstreamError } from '../../errors.js';
import type { JsonObject, Part, PartHead, StreamEvent } from '../../hub.js';
import type { SseEvent } from '../../read-sse.js';
import { parseBlock } from './parse-content.js';
import { errorOf } from './parse-error.js';
import { parseRefusal } from './parse-reply.js';
import { parseServiceTier } from './parse-service-tier.js';
import { parseUsage } from './parse-usage.js';
import { objectOf, objectsOf, present, stringOf } from './read-wire.js';
import { parseStopReason } from './stop-reason.js';

/** A block under way. `owed` is a tool call's input as its start gave it: it holds unless it is written out piece by piece. */
interface OpenBlock { index: number; kind: PartHead['kind']; owed?: string }

export class MessageStreamParser implements StreamParser {
  private readonly open = new Map<unknown, OpenBlock>();
  private nextIndex = 0;
  private started: { id: string } | undefined;
  private over = false;
  private hasContent = false;
  private usage: JsonObject = {};
  private stopReason: string | undefined;
  private stopDetails: unknown;

  push(event: SseEvent): StreamEvent[] {
    if (this.over || event.event === 'ping' || event.data === '') return [];
    let wire: JsonObject | undefined;
    try {
      wire = objectOf(JSON.parse(event.data));
    } catch {
      return this.fail(new UpstreamError('malformed', 'The provider sent a stream event that is not JSON.'));
    }
    return this.read(wire ?? {});
  }

  /** A stop reason is the end even where the last event is missing. */
  end(): StreamEvent[] {
    if (this.over) return [];
    if (this.stopReason !== undefined) return this.finish();
    return this.fail(
      this.hasContent
        ? new UpstreamError('cut', "The provider's stream ended before the answer did.")
        : new UpstreamError('empty', 'The provider sent an answer without content.'),
    );
  }

  /** Unknown events are ignored, as the API promises to add some. */
  private read(wire: JsonObject): StreamEvent[] {
    switch (wire.type) {
      case 'message_start': return this.startMessage(objectOf(wire.message) ?? {});
      case 'content_block_start': return this.startBlock(wire.index, objectOf(wire.content_block) ?? {});
      case 'content_block_delta': return this.readDelta(this.open.get(wire.index), objectOf(wire.delta) ?? {});
      case 'content_block_stop': return this.stopBlock(wire.index);
      case 'message_delta': return this.readMessageDelta(objectOf(wire.delta) ?? {}, objectOf(wire.usage));
      case 'message_stop': return this.finish();
      case 'error': return this.fail(errorOf(wire));
      default: return [];
    }
  }

  /** A start may be repeated; one of another message in the middle of this one is two answers spliced together. */
  private startMessage(message: JsonObject): StreamEvent[] {
    const id = stringOf(message.id) ?? '';
    if (this.started) {
      if (this.started.id === id) return [];
      return this.fail(new UpstreamError('malformed', 'The provider began a second answer before the first had ended.'));
    }
    this.started = { id };
    this.stopReason = stringOf(message.stop_reason);
    this.stopDetails = message.stop_details;
    const blocks = objectsOf(message.content).flatMap((block, index) => [...this.startBlock(index, block), ...this.stopBlock(index)]);
    return [{ type: 'start', id, model: stringOf(message.model) ?? '' }, ...this.mergeUsage(objectOf(message.usage)), ...blocks];
  }

  private startBlock(wireIndex: unknown, block: JsonObject): StreamEvent[] {
    const unended = this.stopBlock(wireIndex);
    const part = parseBlock(block);
    const head = headOf(part);
    if (!head) return unended;
    const index = this.nextIndex++;
    this.open.set(wireIndex, present({ index, kind: head.kind, owed: part.kind === 'tool-call' ? part.arguments : undefined }));
    this.hasContent ||= head.kind === 'tool-call';
    const begun = part.kind === 'text' || part.kind === 'reasoning' ? this.deltaOf(index, part) : [];
    return [...unended, { type: 'part-start', index, part: head }, ...begun];
  }

  private readDelta(block: OpenBlock | undefined, delta: JsonObject): StreamEvent[] {
    if (!block) return [];
    switch (delta.type) {
      case 'text_delta': return this.deltaOf(block.index, { text: stringOf(delta.text) });
      case 'thinking_delta': return this.deltaOf(block.index, { text: stringOf(delta.thinking) });
      case 'signature_delta': return this.deltaOf(block.index, { signature: stringOf(delta.signature) });
      case 'input_json_delta': {
        const text = stringOf(delta.partial_json);
        if (text) block.owed = undefined;
        return this.deltaOf(block.index, { text });
      }
      default: return []; // citations: the hub's streams have no place for them
    }
  }

  private stopBlock(wireIndex: unknown): StreamEvent[] {
    const block = this.open.get(wireIndex);
    if (!block) return [];
    this.open.delete(wireIndex);
    return [...this.deltaOf(block.index, { text: block.owed }), { type: 'part-end', index: block.index }];
  }

  private readMessageDelta(delta: JsonObject, usage: JsonObject | undefined): StreamEvent[] {
    this.stopReason = stringOf(delta.stop_reason) ?? this.stopReason;
    this.stopDetails = delta.stop_details ?? this.stopDetails;
    return this.mergeUsage(usage);
  }

  /** Counts are cumulative and each event names only some of them. */
  private mergeUsage(some: JsonObject | undefined): StreamEvent[] {
    this.usage = { ...this.usage, ...present(some ?? {}) };
    const usage = some && parseUsage(this.usage);
    return usage ? [present({ type: 'usage', usage, serviceTier: parseServiceTier(this.usage) })] : [];
  }

  private deltaOf(index: number, { text, signature, encrypted }: { text?: string; signature?: string; encrypted?: string }): StreamEvent[] {
    if (!text && !signature && !encrypted) return [];
    this.hasContent = true;
    return [present({ type: 'part-delta', index, text: text || undefined, signature: signature || undefined, encrypted: encrypted || undefined })];
  }

  private finish(): StreamEvent[] {
    const raw = this.stopReason ?? '';
    const ends = [...this.open.keys()].flatMap((wireIndex) => this.stopBlock(wireIndex));
    const refusal = parseRefusal(raw, this.stopDetails).flatMap((part) => this.wholePart(part));
    this.over = true;
    return [...ends, ...refusal, { type: 'finish', finish: parseStopReason(raw) }];
  }

  private wholePart(part: Part): StreamEvent[] {
    if (part.kind !== 'refusal') return [];
    const index = this.nextIndex++;
    return [{ type: 'part-start', index, part: { kind: 'refusal' } }, ...this.deltaOf(index, part), { type: 'part-end', index }];
  }

  private fail(error: UpstreamError): StreamEvent[] {
    this.over = true;
    return [{ type: 'error', error }];
  }
}

function headOf(part: Part): PartHead | undefined {
  if (part.kind === 'text' || part.kind === 'reasoning') return { kind: part.kind };
  if (part.kind === 'tool-call') return present({ kind: part.kind, id: part.id, name: part.name, extra: part.extra });
  return undefined;
}
