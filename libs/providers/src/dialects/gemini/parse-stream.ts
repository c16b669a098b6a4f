// streamGenerateContent's events -> hub events: whole chunks of parts, as they come, become parts with deltas.
import type { StreamParser } from '../../dialect.js';
import { UpstreamError } from '../../errors.js';
import type { Finish, JsonObject, StreamEvent } from '../../hub.js';
import type { SseEvent } from '../../read-sse.js';
import { parseBlock, parseFinish } from './finish.js';
import { parseError } from './parse-error.js';
import { callId, parseIdentity } from './parse-reply.js';
import { parseServiceTier, parseUsage } from './parse-usage.js';
import { defined, extraOf, objectOf, objectsOf, stringOf } from './read-wire.js';
import { StreamedParts } from './streamed-parts.js';

export function streamParser(): StreamParser {
  return new GeminiStream();
}

class GeminiStream implements StreamParser {
  private readonly parts = new StreamedParts();
  private started = false;
  private failed = false;
  private responseId = '';
  private ordinal = 0;
  private finishReason: string | undefined;
  private block: Finish | undefined;

  push({ data }: SseEvent): StreamEvent[] {
    if (this.failed) return [];
    const events: StreamEvent[] = [];
    try {
      this.chunk(parseChunk(data), data, events);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.failed = true;
      events.push({ type: 'error', error });
    }
    return events;
  }

  /** The finish waits for the end of the bytes: some models repeat it on every chunk. Without one the stream was cut. */
  end(): StreamEvent[] {
    const finish = this.failed ? undefined : this.finish();
    return finish ? [...this.parts.close(), { type: 'finish', finish }] : [];
  }

  /** The usage goes first: a chunk that tells of a failure was paid for as well. */
  private chunk(json: JsonObject, data: string, events: StreamEvent[]): void {
    if (json.error) throw parseError(200, data, {});
    events.push(...this.start(json));
    const usage = parseUsage(json.usageMetadata);
    if (usage) events.push(defined({ type: 'usage', usage, serviceTier: parseServiceTier(json.usageMetadata) }));
    this.block ??= parseBlock(objectOf(json.promptFeedback)?.blockReason);
    const candidate = objectsOf(json.candidates)[0];
    if (!candidate || this.block) return;
    for (const part of objectsOf(objectOf(candidate.content)?.parts)) events.push(...this.part(part));
    this.finishReason = stringOf(candidate.finishReason) ?? this.finishReason;
    this.finish(); // tells of a failed call at once
  }

  private start(json: JsonObject): StreamEvent[] {
    if (this.started) return [];
    this.started = true;
    const identity = parseIdentity(json);
    this.responseId = identity.id;
    return [{ type: 'start', ...identity }];
  }

  /** Parts that only Gemini understands have no place in a hub stream. */
  private part(json: JsonObject): StreamEvent[] {
    const call = objectOf(json.functionCall);
    if (call) return this.call(json, call);
    if (typeof json.text === 'string') return this.parts.text(json.thought === true ? 'reasoning' : 'text', json.text, extraOf(json, ['text', 'thought']));
    const inline = objectOf(json.inlineData);
    return inline && stringOf(inline.mimeType)?.startsWith('audio/') ? this.parts.text('audio', stringOf(inline.data) ?? '', {}) : [];
  }

  /** One call may come in several pieces: only the first has a name, the last does not promise another. */
  private call(json: JsonObject, call: JsonObject): StreamEvent[] {
    const name = stringOf(call.name);
    const pieces = objectsOf(call.partialArgs);
    const events: StreamEvent[] = [];
    if (name !== undefined) {
      const id = stringOf(call.id) || callId(this.responseId, this.ordinal++);
      events.push(...this.parts.startCall({ kind: 'tool-call', id, name, ...extraOf(json, ['functionCall']) }, call.args));
    }
    this.parts.addArguments(pieces);
    const more = call.willContinue === true || pieces.some((piece) => piece.willContinue === true);
    return more ? events : [...events, ...this.parts.endCall()];
  }

  /** Throws UpstreamError where the model failed to write a call. */
  private finish(): Finish | undefined {
    return this.block ?? (this.finishReason === undefined ? undefined : parseFinish(this.finishReason, this.parts.hasCalls));
  }
}

function parseChunk(data: string): JsonObject {
  try {
    const json = objectOf(JSON.parse(data));
    if (json) return json;
  } catch {
    // not JSON: told below, like JSON that is no object
  }
  throw new UpstreamError('malformed', 'The provider sent a stream that cannot be read.');
}
