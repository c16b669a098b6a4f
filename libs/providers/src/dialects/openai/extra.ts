// Fields that the hub has no word for, in both directions. Two vendors' words may ride on OpenAI's wire: Anthropic's
// `cache_control` and Gemini's thought signature (`extra_content.google.thought_signature`); they go to their own dialect.
import type { Extra, JsonObject } from '../../hub.js';
import { isObject } from './wire-fields.js';

/** What stands beside the `known` fields, by dialect; undefined when there is nothing. */
export function parseExtra(wire: JsonObject, known: ReadonlySet<string>): Extra | undefined {
  const signature = thoughtSignature(wire.extra_content);
  const handled = (key: string) => known.has(key) || key === 'cache_control' || (key === 'extra_content' && signature !== undefined);
  const openai = Object.fromEntries(Object.entries(wire).filter(([key, value]) => value !== null && value !== undefined && !handled(key)));
  const extra: Extra = {};
  if (Object.keys(openai).length > 0) extra.openai = openai;
  if (wire.cache_control !== null && wire.cache_control !== undefined) extra.anthropic = { cache_control: wire.cache_control };
  if (signature !== undefined) extra.gemini = { thoughtSignature: signature };
  return Object.keys(extra).length > 0 ? extra : undefined;
}

/** Our own fields and Gemini's signature as they stand on OpenAI's wire. */
export function renderExtra(extra: Extra | undefined): JsonObject {
  return { ...extra?.openai, ...renderSignature(extra?.gemini?.thoughtSignature) };
}

/** `extra_content` for a Gemini signature, nothing for anything else. */
export function renderSignature(signature: unknown): JsonObject {
  return typeof signature === 'string' && signature !== '' ? { extra_content: { google: { thought_signature: signature } } } : {};
}

/** Reports the fields of other dialects, which OpenAI's wire cannot say, under the path of what carries them. */
export function reportExtra(extra: Extra | undefined, path: string, dropped: string[]): void {
  for (const [dialect, fields] of Object.entries(extra ?? {})) {
    if (dialect === 'openai') continue;
    for (const key of Object.keys(fields)) if (key !== 'thoughtSignature') dropped.push(`${path}${key}`);
  }
}

export function thoughtSignature(extraContent: unknown): string | undefined {
  const google = isObject(extraContent) ? extraContent.google : undefined;
  const signature = isObject(google) ? google.thought_signature : undefined;
  return typeof signature === 'string' && signature !== '' ? signature : undefined;
}
