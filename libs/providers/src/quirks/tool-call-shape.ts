// Tool calls without `index` or `type`, with an object for arguments, or with a name that is repeated or empty: clients put
// the fragments of a call together by their index and take a second name for another call.
import type { ReplyQuirk } from '../provider.js';
import type { JsonObject } from '../hub.js';
import { parseArguments } from '../dialects/openai/parse-assistant.js';
import { callId, toolCallOrder } from '../dialects/openai/tool-call-order.js';
import { isObject, objectsOf } from '../dialects/openai/wire-fields.js';
import { saidBy } from './said-by.js';

export const toolCallShape: ReplyQuirk = {
  name: 'tool-call-shape',
  reply(json) {
    for (const { said, index: choice } of saidBy(json)) {
      for (const [index, call] of objectsOf(said.tool_calls).entries()) {
        call.type ??= 'function';
        call.id = callId(call) ?? madeId(json, choice, index);
        if (isObject(call.function)) call.function.arguments = parseArguments(call.function.arguments);
      }
    }
  },
  stream() {
    const orders = new Map<number, ReturnType<typeof toolCallOrder>>();
    return (chunk) => {
      for (const { said, index } of saidBy(chunk)) {
        const order = orders.get(index) ?? toolCallOrder();
        orders.set(index, order);
        for (const fragment of objectsOf(said.tool_calls)) mend(fragment, order(fragment), (call) => madeId(chunk, index, call));
      }
      return [chunk];
    };
  },
};

function mend(fragment: JsonObject, place: { index: number; begins: boolean }, idOf: (call: number) => string): void {
  const called = fragment.function;
  if (isObject(called) && isObject(called.arguments)) called.arguments = JSON.stringify(called.arguments);
  if (place.begins) {
    fragment.id = callId(fragment) ?? idOf(place.index);
    fragment.type ??= 'function';
  } else {
    delete fragment.id;
    if (isObject(called)) delete called.name;
  }
  fragment.index = place.index;
}

function madeId(json: JsonObject, choice: number, call: number): string {
  return `call_${typeof json.id === 'string' ? json.id : ''}_${choice}_${call}`;
}
