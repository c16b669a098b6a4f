// Writes hub events as the chunks of a streamed chat completion, exactly as OpenAI sends them. The closing `[DONE]` and error
// frames are written by whoever reads the stream: only there is it known that everything went well.
import type { StreamRenderer, StreamRenderOptions } from '../../dialect.js';
import type { Extra, JsonObject, PartHead, StreamEvent } from '../../hub.js';
import type { Usage } from '../../usage.js';
import { renderExtra } from './extra.js';
import { renderFinish } from './finish.js';
import { renderDetail } from './reasoning-details.js';
import { renderUsage } from './render-usage.js';

/** A part under way. `call` is its place among the tool calls, which is not its place among the parts. */
interface Open { head: PartHead; call: number; text: string; signature?: string; encrypted?: string }
type Delta = Extract<StreamEvent, { type: 'part-delta' }>;

export function streamRenderer(options: StreamRenderOptions): StreamRenderer {
  return new ChunkWriter(options);
}

class ChunkWriter implements StreamRenderer {
  private model = '';
  private begun = false;
  private finished = false;
  private calls = 0;
  private details = 0;
  private usage: Usage | undefined;
  private readonly open = new Map<number, Open>();

  constructor(private readonly options: StreamRenderOptions) {}

  push(event: StreamEvent): string {
    switch (event.type) {
      case 'start':
        this.model ||= event.model;
        return this.begin();
      case 'part-start':
        return this.begin() + this.startPart(event.index, event.part);
      case 'part-delta':
        return this.addToPart(event);
      case 'part-end':
        return this.endPart(event.index);
      case 'usage':
        this.usage = event.usage;
        return this.finished ? this.usageChunk() : '';
      case 'finish':
        this.finished = true;
        return this.begin() + this.chunk({}, renderFinish(event.finish.unified, this.calls > 0)) + this.usageChunk();
      default:
        return '';
    }
  }

  private begin(): string {
    if (this.begun) return '';
    this.begun = true;
    return this.chunk({ role: 'assistant', content: '' });
  }

  private startPart(index: number, head: PartHead): string {
    const open: Open = { head, call: head.kind === 'tool-call' ? this.calls++ : -1, text: '' };
    this.open.set(index, open);
    if (head.kind !== 'tool-call') return '';
    const called = head.custom ? { type: 'custom', custom: { name: head.name, input: '' } } : { type: 'function', function: { name: head.name, arguments: '' } };
    return this.callChunk(open, { id: head.id, ...called, ...renderExtra(head.extra) });
  }

  private addToPart({ index, text = '', signature, encrypted, extra }: Delta): string {
    const open = this.open.get(index);
    if (open === undefined) return '';
    const { kind } = open.head;
    // Kept only where the end of the part asks for it: the text that a signature proves, and whether a call had arguments.
    if (kind === 'reasoning' || (kind === 'tool-call' && open.text === '')) open.text += text;
    if (kind === 'reasoning' && signature !== undefined) open.signature = (open.signature ?? '') + signature;
    if (encrypted !== undefined) open.encrypted = (open.encrypted ?? '') + encrypted;
    const beside = besideText(kind, signature, extra);
    const said = text === '' ? '' : this.textChunk(open, text, kind === 'audio' ? extra : undefined);
    if (Object.keys(beside).length === 0) return said;
    return said + (kind === 'tool-call' ? this.callChunk(open, beside) : this.chunk(beside));
  }

  private textChunk(open: Open, text: string, extra: Extra | undefined): string {
    switch (open.head.kind) {
      case 'text':
        return this.chunk({ content: text });
      case 'reasoning':
        return this.chunk({ reasoning_content: text });
      case 'refusal':
        return this.chunk({ refusal: text });
      case 'audio':
        return this.chunk({ audio: { ...extra?.openai, data: text } });
      default:
        return this.callChunk(open, open.head.custom ? { custom: { input: text } } : { function: { arguments: text } });
    }
  }

  private endPart(index: number): string {
    const open = this.open.get(index);
    if (open === undefined) return '';
    this.open.delete(index);
    if (open.head.kind === 'tool-call') return open.text === '' && !open.head.custom ? this.callChunk(open, { function: { arguments: '{}' } }) : '';
    // Once per part and whole: clients that put fragments together by `index` and those that keep the last one both get it right.
    const detail = open.head.kind === 'reasoning' ? renderDetail(open, this.details++) : undefined;
    return detail ? this.chunk({ reasoning_details: [detail] }) : '';
  }

  private callChunk(open: Open, fragment: JsonObject): string {
    return this.chunk({ tool_calls: [{ index: open.call, ...fragment }] });
  }

  private chunk(delta: JsonObject, finishReason: string | null = null): string {
    return this.frame([{ index: this.options.index, delta, logprobs: null, finish_reason: finishReason }], this.options.includeUsage ? { usage: null } : {});
  }

  private usageChunk(): string {
    const { usage } = this;
    this.usage = undefined;
    return usage && this.options.includeUsage ? this.frame([], { usage: renderUsage(usage) }) : '';
  }

  private frame(choices: JsonObject[], beside: JsonObject): string {
    const { id, created } = this.options;
    return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: this.model, choices, ...beside })}\n\n`;
  }
}

/** What a delta carries for other fields than the text: of a text or a call, Gemini's signature. */
function besideText(kind: PartHead['kind'], signature: string | undefined, extra: Extra | undefined): JsonObject {
  if (kind === 'reasoning' || kind === 'audio') return {};
  const proof = signature === undefined ? {} : { gemini: { thoughtSignature: signature } };
  return renderExtra({ ...extra, ...proof });
}
