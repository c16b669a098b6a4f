// Tells which call a streamed fragment belongs to. OpenAI numbers its calls; compatible servers leave the number out, or give
// every call the same one, or repeat the id, or a name that is empty.
import type { JsonObject } from '../../hub.js';
import { textOf } from './wire-fields.js';

/** One of these per choice of a stream: its answers count up from 0 without gaps, in the order in which calls began. */
export function toolCallOrder(): (fragment: JsonObject) => { index: number; begins: boolean } {
  const calls: { id: string | undefined; given: unknown }[] = [];
  const find = (id: string | undefined, given: unknown) => {
    const byId = id === undefined ? -1 : calls.findIndex((call) => call.id === id);
    if (byId >= 0) return byId;
    if (typeof given !== 'number') return id === undefined ? calls.length - 1 : -1;
    const numbered = calls.findLastIndex((call) => call.given === given);
    // The number of an earlier call with an id of its own: another call, numbered wrongly.
    return id !== undefined && numbered >= 0 && calls[numbered]?.id !== undefined ? -1 : numbered;
  };
  return (fragment) => {
    const id = callId(fragment);
    const known = find(id, fragment.index);
    if (known < 0) return { index: calls.push({ id, given: fragment.index }) - 1, begins: true };
    const call = calls[known];
    if (call) call.id ??= id;
    return { index: known, begins: false };
  };
}

/** Mistral's schema has the word "null" as an id that was not given. */
export function callId(fragment: JsonObject): string | undefined {
  const id = textOf(fragment.id);
  return id === 'null' ? undefined : id;
}
