// Hub events -> a stream of the messages API. Each frame carries its type twice, as the official clients want it.
// https://platform.claude.com/docs/en/build-with-claude/streaming
import type { StreamRenderer, StreamRenderOptions } from '../../dialect.js';
import type { Finish, JsonObject, PartHead, StreamEvent } from '../../hub.js';
import { usageOf } from '../../usage.js';
import { renderError } from './render-error.js';
import { renderStop } from './render-reply.js';
import { renderUsage } from './render-usage.js';

type Delta = Extract<StreamEvent, { type: 'part-delta' }>;

/** `index` is the block's own; absent until a frame has begun it. */
interface Block { head: PartHead; index?: number }

export class MessageStreamRenderer implements StreamRenderer {
  private readonly blocks = new Map<number, Block>();
  private nextIndex = 0;
  private usage = usageOf();
  private refusal = '';

  constructor(private readonly options: StreamRenderOptions) {}

  push(event: StreamEvent): string {
    switch (event.type) {
      case 'start': return this.start(event.id, event.model);
      case 'part-start': return this.startPart(event.index, event.part);
      case 'part-delta': return this.delta(event);
      case 'part-end': return this.endPart(event.index);
      case 'finish': return this.finish(event.finish);
      case 'error': return frame(renderError(event.error));
      case 'usage': break;
    }
    this.usage = event.usage; // shown with the stop reason
    return '';
  }

  private start(id: string, model: string): string {
    const message = {
      id: id || this.options.id, type: 'message', role: 'assistant', model, content: [],
      stop_reason: null, stop_sequence: null, usage: renderUsage(this.usage),
    };
    return frame({ type: 'message_start', message });
  }

  /** Whether reasoning can be read is known from its first delta only. */
  private startPart(index: number, head: PartHead): string {
    const block: Block = { head };
    this.blocks.set(index, block);
    if (head.kind === 'text') return this.begin(block, { type: 'text', text: '' });
    if (head.kind === 'tool-call') return this.begin(block, { type: 'tool_use', id: head.id, name: head.name, input: {}, ...head.extra?.anthropic });
    return '';
  }

  private begin(block: Block, content: JsonObject): string {
    block.index = this.nextIndex++;
    return frame({ type: 'content_block_start', index: block.index, content_block: content });
  }

  private delta(event: Delta): string {
    const block = this.blocks.get(event.index);
    switch (block?.head.kind) {
      case 'text': return event.text ? this.write(block, { type: 'text_delta', text: event.text }) : '';
      case 'tool-call': return event.text ? this.write(block, { type: 'input_json_delta', partial_json: event.text }) : '';
      case 'reasoning': return this.reasoningDelta(block, event);
      case 'refusal':
        this.refusal += event.text ?? '';
        return '';
      default: return ''; // sound has no block
    }
  }

  private reasoningDelta(block: Block, { text, signature, encrypted }: Delta): string {
    if (encrypted !== undefined) return this.begin(block, { type: 'redacted_thinking', data: encrypted });
    return (
      this.beginThinking(block) +
      (text ? this.write(block, { type: 'thinking_delta', thinking: text }) : '') +
      (signature ? this.write(block, { type: 'signature_delta', signature }) : '')
    );
  }

  private beginThinking(block: Block): string {
    return block.index === undefined ? this.begin(block, { type: 'thinking', thinking: '', signature: '' }) : '';
  }

  private write(block: Block, delta: JsonObject): string {
    return frame({ type: 'content_block_delta', index: block.index, delta });
  }

  private endPart(index: number): string {
    const block = this.blocks.get(index);
    if (!block) return '';
    const begun = block.head.kind === 'reasoning' ? this.beginThinking(block) : '';
    return block.index === undefined ? '' : begun + frame({ type: 'content_block_stop', index: block.index });
  }

  private finish(finish: Finish): string {
    return frame({ type: 'message_delta', delta: renderStop(finish, this.refusal), usage: renderUsage(this.usage) }) + frame({ type: 'message_stop' });
  }
}

function frame(event: JsonObject): string {
  return `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`;
}
