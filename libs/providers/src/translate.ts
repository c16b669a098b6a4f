// A target of another dialect, or another endpoint of it: hub -> its wire on the way out, its wire -> hub -> the caller's wire
// on the way back. What the caller's door looks like is passed in as a rendering. A dialect's parsers take every variant of it,
// so that reply quirks matter to forwarded replies only.
import type { StreamParser, StreamRenderer } from './dialect.js';
import { UpstreamError } from './errors.js';
import { trying, type Exchange, type ReadReply, type StreamReader, type StreamSeen, type Target } from './exchange.js';
import type { ChatReply, ChatRequest, JsonObject, StreamEvent } from './hub.js';
import { noteShown } from './note-shown.js';
import { parseObject } from './parse-object.js';
import { sseReader, type SseEvent } from './read-sse.js';

/** How the caller's door shows an answer. */
export interface Rendering {
  reply(reply: ChatReply): JsonObject;
  stream(): StreamRenderer;
  /** The line that closes a stream which went well; empty where somebody else writes it (a fan-out). */
  done: string;
}

/** Throws RequestError for what the target's dialect cannot say. */
export function translate(target: Target, request: ChatRequest, rendering: Rendering, headers: Record<string, string>): Exchange {
  const { chat } = target.provider.dialect;
  const { body, dropped, changed } = chat.renderRequest({ ...request, model: target.model.name }, target.model);
  return {
    request: { target, path: chat.path(target.model.name, request.stream), headers, body: Buffer.from(JSON.stringify(renamed(target, body))) },
    dropped,
    changed,
    readReply: (bytes) => translateReply(target, bytes, rendering),
    streamReader: () => new TranslatedStream(chat.streamParser(), rendering),
  };
}

/** The renames of a provider hold for what we render in its dialect, too. */
function renamed(target: Target, body: JsonObject): JsonObject {
  const renames = (target.provider.quirks.renames ?? []).filter((rename) => !rename.reasoningModelsOnly || target.model.reasoning);
  const to = new Map(renames.map((rename) => [rename.from, rename.to]));
  const drop = target.provider.quirks.noStreamOptions ? 'stream_options' : undefined;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== drop).map(([key, value]) => [to.get(key) ?? key, value]));
}

function translateReply(target: Target, bytes: Buffer, rendering: Rendering): ReadReply {
  const wire = parseObject(target, bytes);
  const reply = target.provider.dialect.chat.parseReply(wire);
  if (reply.choices.length === 0) throw new UpstreamError('empty', 'The provider sent an answer without content.');
  const json = { provider: target.provider.id, ...rendering.reply(reply) };
  const { model, usage, serviceTier } = reply;
  return { bytes: Buffer.from(JSON.stringify(json)), json, model, ...(usage && { usage }), ...(serviceTier && { serviceTier }) };
}

class TranslatedStream implements StreamReader {
  readonly seen: StreamSeen = { committed: false, finished: false, outputBytes: 0 };
  private readonly events = sseReader();
  private readonly renderer: StreamRenderer;
  /** The finish and the usage: shown at the end, when the cost is known. */
  private owed = '';

  constructor(private readonly parser: StreamParser, private readonly rendering: Rendering) {
    this.renderer = rendering.stream();
  }

  push(bytes: Buffer): string {
    return this.read(() => this.events.push(bytes));
  }

  end(): string {
    const last = this.read(() => this.events.end());
    const owed = last + this.take(trying(this.seen, () => this.parser.end()) ?? []);
    return this.seen.finished && !this.seen.error ? owed + this.close() : owed;
  }

  close(): string {
    return this.owed + this.rendering.done;
  }

  private read(frames: () => SseEvent[]): string {
    let out = '';
    for (const frame of trying(this.seen, frames) ?? []) if (!this.seen.error) out += this.take(trying(this.seen, () => this.parser.push(frame)) ?? []);
    return out;
  }

  private take(events: StreamEvent[]): string {
    let out = '';
    for (const event of events) {
      if (this.seen.error) break;
      this.note(event);
      if (event.type === 'error') continue;
      const shown = this.renderer.push(event);
      if (this.seen.finished) this.owed += shown;
      else out += shown;
    }
    return out;
  }

  private note(event: StreamEvent): void {
    const { seen } = this;
    if (event.type === 'error') seen.error = event.error;
    else if (event.type === 'start') seen.model = event.model;
    else if (event.type === 'usage') {
      seen.usage = event.usage;
      if (event.serviceTier) seen.serviceTier = event.serviceTier;
    } else if (event.type === 'finish') seen.finished = seen.committed = seen.ended = true; // parsers tell it at the end of a stream only
    else if (event.type === 'part-start' && event.part.kind === 'tool-call') seen.committed = true;
    else if (event.type === 'part-delta' && (event.text || event.encrypted)) {
      seen.committed = true;
      noteShown(seen, event.text ?? '');
    }
  }
}
