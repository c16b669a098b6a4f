// Streams of a target of the caller's own dialect. Whole frames cross as bytes; only those that decide something are parsed:
// the first content, a finish, the usage, an error. A provider with reply quirks has each frame parsed, mended and written anew.
import { UpstreamError } from './errors.js';
import { noteShown, noteShownRaw } from './note-shown.js';
import { serviceTierOfWire } from './service-tier.js';
import { trying, type StreamReader, type StreamSeen, type Target } from './exchange.js';
import { frameCutter } from './frames.js';
import { usageOfWire } from './forward-reply.js';
import type { JsonObject } from './hub.js';

export interface ForwardStreamOptions {
  /** How many choices were asked for: each needs its finish. */
  choices: number;
  /** Whether the caller asked for the usage; the upstream always is. */
  includeUsage: boolean;
}

/** Frames that must be parsed; inside texts the quotes are escaped, so that no text looks like one of them. */
const deciding = /"(?:usage"\s*:\s*\{|error"\s*:|finish_reason"\s*:\s*"|choices"\s*:\s*\[\s*\])/;
/** The texts of a delta, to be counted without parsing. */
const shownText = /"(?:content|text|reasoning_content|arguments|refusal)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
const done = 'data: [DONE]\n\n';

export function forwardStream(target: Target, options: ForwardStreamOptions): StreamReader {
  return new ForwardStream(target, options);
}

class ForwardStream implements StreamReader {
  readonly seen: StreamSeen = { committed: false, finished: false, outputBytes: 0 };
  private readonly cutter = frameCutter();
  private readonly rewriters: ((chunk: JsonObject) => JsonObject[])[];
  private readonly finishes = new Set<number>();
  /** The last usage, in a chunk of its own: shown at the end, once, wherever and however often it came. */
  private owed: Buffer = Buffer.alloc(0);

  constructor(private readonly target: Target, private readonly options: ForwardStreamOptions) {
    this.rewriters = (target.provider.quirks.replies ?? []).flatMap((quirk) => quirk.stream?.() ?? []);
  }

  push(bytes: Buffer): Buffer {
    const frames = trying(this.seen, () => this.cutter.push(bytes)) ?? [];
    return this.take(frames);
  }

  end(): Buffer {
    const rest = this.cutter.rest();
    const last = rest.length > 0 ? this.take([Buffer.concat([rest, Buffer.from('\n\n')])]) : rest;
    return !this.seen.finished || this.seen.error ? last : Buffer.concat([last, this.close()]);
  }

  close(): Buffer {
    return Buffer.concat([this.owed, Buffer.from(done)]);
  }

  private take(frames: Buffer[]): Buffer {
    const out: Buffer[] = [];
    for (const frame of frames) if (!this.seen.error) trying(this.seen, () => this.takeFrame(frame, out));
    return out.length === 1 && out[0] ? out[0] : Buffer.concat(out);
  }

  private takeFrame(frame: Buffer, out: Buffer[]): void {
    const text = frame.toString('latin1');
    if (this.rewriters.length === 0 && this.seen.committed && this.finishes.size === 0 && !deciding.test(text)) {
      if (isOneObject(text)) {
        this.countShown(text);
        out.push(frame);
        return;
      }
    }
    const data = dataOf(frame);
    if (data === '[DONE]') {
      this.seen.ended = true;
      // Some servers give fewer choices than were asked for, and say that this is all.
      if (this.finishes.size > 0) this.seen.finished = true;
    }
    if (data === undefined || this.seen.ended) return; // comments and [DONE] are ours to write
    let chunks = [parseChunk(data)];
    for (const rewrite of this.rewriters) chunks = chunks.flatMap(rewrite);
    const asItCame = this.rewriters.length === 0 && isOneObject(text);
    for (const chunk of chunks) this.takeChunk(chunk, asItCame ? frame : undefined, out);
  }

  /** Looks at a parsed chunk and gives it on: the frame as it came, or written anew. */
  private takeChunk({ error, ...chunk }: JsonObject, asItCame: Buffer | undefined, out: Buffer[]): void {
    if (error) {
      this.seen.error = this.target.provider.dialect.parseError(200, JSON.stringify({ ...chunk, error }), {});
      return;
    }
    if (typeof chunk.model === 'string' && chunk.model) this.seen.model = chunk.model;
    const usage = usageOfWire(chunk.usage);
    if (usage) this.seen.usage = usage;
    const serviceTier = serviceTierOfWire(chunk);
    if (serviceTier) this.seen.serviceTier = serviceTier;
    const all = Array.isArray(chunk.choices) ? (chunk.choices as JsonObject[]) : [];
    // A choice has one finish, and nothing behind it: some servers repeat it with the usage.
    const choices = all.filter((choice) => !this.finishes.has(indexOf(choice)));
    for (const choice of choices) this.lookAt(choice);
    // A null error breaks clients that only look whether there is one.
    const frame = error === undefined && choices.length === all.length ? asItCame : undefined;
    // A chunk without choices is for the usage; one that holds nothing else breaks clients that expect a choice.
    if (usage && this.options.includeUsage) this.owed = choices.length === 0 && frame ? frame : frameOf({ ...chunk, choices: [] });
    if (choices.length > 0) out.push(usage ? frameOf({ ...chunk, choices, usage: undefined }) : (frame ?? frameOf({ ...chunk, choices })));
  }

  private lookAt(choice: JsonObject): void {
    if (choice.finish_reason) {
      this.finishes.add(indexOf(choice));
      this.seen.committed = true;
      this.seen.finished = this.finishes.size >= this.options.choices;
    }
    const shown = shownTexts(choice);
    for (const text of shown) noteShown(this.seen, text);
    if (shown.length > 0 || (choice.delta as JsonObject | undefined)?.audio != null) this.seen.committed = true;
  }

  private countShown(text: string): void {
    for (const match of text.matchAll(shownText)) noteShownRaw(this.seen, match[1] ?? '');
  }
}

const indexOf = ({ index }: JsonObject) => (typeof index === 'number' ? index : 0);

/**
 * Whether a frame is one line with one object: a torn one is looked at, and told; of several lines an `id` or a `retry` would break clients.
 */
function isOneObject(frame: string): boolean {
  let end = frame.length - 1;
  while (frame.charCodeAt(end) === 0x0a || frame.charCodeAt(end) === 0x0d) end -= 1;
  return frame.startsWith('data: {') && frame.charCodeAt(end) === 0x7d && !frame.slice(0, end).includes('\n') && !frame.slice(0, end).includes('\r');
}

/** The `data` of a frame, its lines joined; undefined for comments and frames without any. */
function dataOf(frame: Buffer): string | undefined {
  const lines = frame.toString('utf8').split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(line[5] === ' ' ? 6 : 5)).join('\n');
}

function parseChunk(data: string): JsonObject {
  try {
    const chunk: unknown = JSON.parse(data);
    if (typeof chunk === 'object' && chunk !== null) return chunk as JsonObject;
  } catch {
    // told below: what broke is not repeated, it may hold a text
  }
  throw new UpstreamError('malformed', 'The provider sent an event that is not JSON.');
}

const frameOf = (chunk: JsonObject) => Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);

/** What a choice of a chunk shows the caller: a role alone is nothing, a tool call's name with empty arguments is. */
function shownTexts(choice: JsonObject): string[] {
  const delta = (choice.delta ?? {}) as JsonObject;
  const calls = (Array.isArray(delta.tool_calls) ? delta.tool_calls : []) as JsonObject[];
  const functions = [...calls.map((call) => call.function ?? call.custom), delta.function_call] as (JsonObject | undefined)[];
  const texts = [choice.text, delta.content, delta.reasoning_content, delta.refusal, ...functions.flatMap((f) => [f?.name, f?.arguments, f?.input])];
  return texts.filter((text) => typeof text === 'string' && text !== '') as string[];
}
