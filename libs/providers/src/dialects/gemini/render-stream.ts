// Hub events -> streamGenerateContent's events, for a door that speaks Gemini. Calls go out whole, since a Gemini client
// reads streamed arguments only when it asked for them.
import type { StreamRenderer, StreamRenderOptions } from '../../dialect.js';
import type { Extra, JsonObject, PartHead, StreamEvent, ToolCallPart } from '../../hub.js';
import type { Usage } from '../../usage.js';
import { renderFailure } from './render-failure.js';
import { renderFinish } from './finish.js';
import { renderReplyParts } from './render-reply.js';
import { renderUsage } from './render-usage.js';

export function streamRenderer(options: StreamRenderOptions): StreamRenderer {
  return new GeminiFrames(options);
}

type Delta = StreamEvent & { type: 'part-delta' };

class GeminiFrames implements StreamRenderer {
  private responseId: string;
  private modelVersion = '';
  private usage: Usage | undefined;
  private finished = false;
  private readonly heads = new Map<number, PartHead>();
  private readonly calls = new Map<number, ToolCallPart>();

  constructor(private readonly options: StreamRenderOptions) {
    this.responseId = options.id;
  }

  push(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        this.responseId = event.id || this.options.id;
        this.modelVersion = event.model;
        return '';
      case 'part-start':
        return this.startPart(event.index, event.part);
      case 'part-delta':
        return this.delta(event);
      case 'part-end':
        return this.endPart(event.index);
      case 'usage':
        this.usage = event.usage;
        return this.finished ? this.frame({}) : '';
      case 'finish':
        this.finished = true;
        return this.candidate({ content: { role: 'model', parts: [] }, finishReason: renderFinish(event.finish) });
      default:
        return sse(renderFailure(event.error));
    }
  }

  private startPart(index: number, part: PartHead): string {
    this.heads.set(index, part);
    if (part.kind === 'tool-call') this.calls.set(index, { ...part, arguments: '' });
    return '';
  }

  private delta({ index, text, extra }: Delta): string {
    const head = this.heads.get(index);
    const call = this.calls.get(index);
    if (call) {
      call.arguments += text ?? '';
      call.extra = merged(call.extra, extra);
      return '';
    }
    if (!head || head.kind === 'tool-call' || head.kind === 'audio') return '';
    return this.parts(renderReplyParts([{ kind: head.kind, text: text ?? '', ...(extra && { extra }) }]));
  }

  private endPart(index: number): string {
    const call = this.calls.get(index);
    return call ? this.parts(renderReplyParts([call])) : '';
  }

  private parts(parts: JsonObject[]): string {
    return parts.length === 0 ? '' : this.candidate({ content: { role: 'model', parts } });
  }

  private candidate(candidate: JsonObject): string {
    return this.frame({ candidates: [{ ...candidate, index: this.options.index }] });
  }

  private frame(fields: JsonObject): string {
    const usage = this.usage && { usageMetadata: renderUsage(this.usage) };
    return sse({ ...fields, ...usage, modelVersion: this.modelVersion, responseId: this.responseId });
  }
}

function merged(one: Extra | undefined, other: Extra | undefined): Extra {
  return { ...one, ...other, gemini: { ...one?.gemini, ...other?.gemini } };
}

function sse(json: JsonObject): string {
  return `data: ${JSON.stringify(json)}\r\n\r\n`;
}
