// The tool calls of one stream being read: fragments in, hub events out.
import type { Extra, JsonObject, PartHead, StreamEvent } from '../../hub.js';
import { parseExtra } from './extra.js';
import { callId, toolCallOrder } from './tool-call-order.js';
import { defined, isObject, textOf } from './wire-fields.js';

const fragmentFields: ReadonlySet<string> = new Set(['id', 'type', 'index', 'function', 'custom']);

/** A call begins in the hub when its name is known; what came before waits here. */
interface Call { part?: number; id?: string; custom: boolean; waiting: string; extra?: Extra }

export class StreamedCalls {
  private readonly order = toolCallOrder();
  private readonly calls: Call[] = [];

  /** `nextPart` gives the index of a part that begins; `replyId` makes the ids of calls that have none. */
  constructor(private readonly nextPart: () => number, private readonly replyId: () => string) {}

  get any(): boolean {
    return this.calls.some((call) => call.part !== undefined);
  }

  push(fragment: JsonObject): StreamEvent[] {
    const { index } = this.order(fragment);
    const called = isObject(fragment.function) ? fragment.function : isObject(fragment.custom) ? fragment.custom : {};
    const call = (this.calls[index] ??= { custom: isObject(fragment.custom), waiting: '' });
    call.id ??= callId(fragment);
    call.extra ??= parseExtra(fragment, fragmentFields);
    call.waiting += argumentsOf(called);
    const name = textOf(called.name);
    const events: StreamEvent[] = [];
    if (call.part === undefined && name !== undefined) events.push(this.begin(call, index, name));
    if (call.part !== undefined && call.waiting !== '') {
      events.push({ type: 'part-delta', index: call.part, text: call.waiting });
      call.waiting = '';
    }
    return events;
  }

  /** All at once, when the answer is over: fragments of several calls may be mixed until then. */
  end(): StreamEvent[] {
    return this.calls.flatMap(({ part }) => (part === undefined ? [] : [{ type: 'part-end' as const, index: part }]));
  }

  private begin(call: Call, index: number, name: string): StreamEvent {
    call.part = this.nextPart();
    const id = call.id ?? `call_${this.replyId()}_${index}`;
    const part = defined<PartHead>({ kind: 'tool-call', id, name, custom: call.custom || undefined, extra: call.extra });
    return { type: 'part-start', index: call.part, part };
  }
}

function argumentsOf(called: JsonObject): string {
  const given = called.arguments ?? called.input;
  return isObject(given) ? JSON.stringify(given) : (textOf(given) ?? '');
}
