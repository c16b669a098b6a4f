// The parts of one stream under way: which one is open, under which index, and the call whose arguments are being collected.
import type { Extra, JsonObject, PartHead, StreamEvent } from '../../hub.js';
import { PartialArguments } from './partial-arguments.js';

type CallHead = PartHead & { kind: 'tool-call' };
type TextKind = 'text' | 'reasoning' | 'audio';

export class StreamedParts {
  hasCalls = false;
  private next = 0;
  private open: { index: number; kind: TextKind } | undefined;
  private call: { index: number; pieces: PartialArguments; whole: string | undefined } | undefined;

  /** Text joins the open part of its kind. An empty one means nothing unless it carries a signature. */
  text(kind: TextKind, text: string, extra: { extra?: Extra }): StreamEvent[] {
    if (text === '' && !extra.extra) return [];
    const events: StreamEvent[] = [];
    if (this.open?.kind !== kind) {
      events.push(...this.endText());
      this.open = { index: this.next++, kind };
      events.push({ type: 'part-start', index: this.open.index, part: { kind } });
    }
    const { index } = this.open;
    return [...events, { type: 'part-delta', index, ...(text !== '' && { text }), ...extra }];
  }

  /** `args` where they came whole: an object, or JSON text. */
  startCall(part: CallHead, args: unknown): StreamEvent[] {
    const before = [...this.endCall(), ...this.endText()];
    const whole = args === undefined || args === null ? undefined : typeof args === 'string' ? args : JSON.stringify(args);
    this.call = { index: this.next++, pieces: new PartialArguments(), whole };
    this.hasCalls = true;
    return [...before, { type: 'part-start', index: this.call.index, part }];
  }

  addArguments(pieces: JsonObject[]): void {
    for (const piece of pieces) this.call?.pieces.add(piece);
  }

  endCall(): StreamEvent[] {
    if (!this.call) return [];
    const { index, pieces, whole } = this.call;
    this.call = undefined;
    return [{ type: 'part-delta', index, text: whole ?? pieces.text() }, { type: 'part-end', index }];
  }

  close(): StreamEvent[] {
    return [...this.endCall(), ...this.endText()];
  }

  private endText(): StreamEvent[] {
    if (!this.open) return [];
    const { index } = this.open;
    this.open = undefined;
    return [{ type: 'part-end', index }];
  }
}
