// Content given as a list where OpenAI's clients read a string (Mistral's reasoning models, callers' histories): taken apart
// into what was said, what was thought and what was refused.
import type { JsonObject, Part } from '../../hub.js';
import { objectsOf, textOf } from './wire-fields.js';

export interface SplitContent {
  text?: string;
  reasoning?: string;
  refusal?: string;
  /** Parts of other kinds (Mistral's references, for example). */
  others: JsonObject[];
}

export function splitContent(content: unknown): SplitContent {
  if (typeof content === 'string') return { text: content, others: [] };
  const split: SplitContent = { others: [] };
  for (const part of objectsOf(content)) {
    if (part.type === 'text' && typeof part.text === 'string') split.text = (split.text ?? '') + part.text;
    else if (part.type === 'thinking') split.reasoning = (split.reasoning ?? '') + thinkingText(part.thinking);
    else if (part.type === 'refusal' && typeof part.refusal === 'string') split.refusal = (split.refusal ?? '') + part.refusal;
    else split.others.push(part);
  }
  return split;
}

export function thinkingText(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking;
  return objectsOf(thinking).map((part) => textOf(part.text) ?? '').join('');
}

/** The same as parts of a reply's message. */
export function contentParts(content: unknown): Part[] {
  const { text, reasoning, refusal, others } = splitContent(content);
  const parts: Part[] = others.map((json) => ({ kind: 'opaque', dialect: 'openai', json }));
  if (refusal) parts.unshift({ kind: 'refusal', text: refusal });
  if (text) parts.unshift({ kind: 'text', text });
  if (reasoning) parts.unshift({ kind: 'reasoning', text: reasoning });
  return parts;
}
