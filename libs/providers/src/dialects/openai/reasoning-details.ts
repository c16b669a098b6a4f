// `reasoning_details`: where a vendor's proof of its reasoning (Anthropic's signature, redacted reasoning) stands on OpenAI's
// wire, on messages and deltas, beside the readable `reasoning_content`. Callers send it back, and it must come out as it went in.
import type { JsonObject, ReasoningPart } from '../../hub.js';
import { defined, objectsOf, textOf } from './wire-fields.js';

/** `readable` is the message's `reasoning_content`, the text of a detail that has only a signature. */
export function parseReasoning(details: unknown, readable: string | undefined): ReasoningPart[] {
  const parts = objectsOf(details).flatMap(parseDetail);
  if (parts.length === 0) return readable === undefined ? [] : [{ kind: 'reasoning', text: readable }];
  const bare = parts.filter((part) => part.encrypted === undefined);
  if (readable !== undefined && bare.every((part) => part.text === '')) {
    const [first] = bare;
    if (first === undefined) return [{ kind: 'reasoning', text: readable }, ...parts];
    first.text = readable;
  }
  return parts;
}

/** One detail of a message or a delta; of an unknown type: none. */
export function parseDetail(detail: JsonObject): ReasoningPart[] {
  if (detail.type === 'reasoning.encrypted') {
    const encrypted = textOf(detail.data);
    return encrypted === undefined ? [] : [{ kind: 'reasoning', text: '', encrypted }];
  }
  const text = textOf(detail.text) ?? textOf(detail.summary) ?? '';
  const signature = textOf(detail.signature);
  return text === '' && signature === undefined ? [] : [defined<ReasoningPart>({ kind: 'reasoning', text, signature })];
}

/** The detail that proves `part`; undefined when there is nothing to prove and the readable text says it all. */
export function renderDetail(part: Omit<ReasoningPart, 'kind'>, index: number): JsonObject | undefined {
  if (part.encrypted !== undefined) return { type: 'reasoning.encrypted', data: part.encrypted, index };
  if (part.signature !== undefined) return { type: 'reasoning.text', text: part.text, signature: part.signature, index };
  return undefined;
}
