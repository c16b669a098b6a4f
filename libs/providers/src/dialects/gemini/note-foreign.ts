// Says which fields of other dialects a Gemini request leaves out, for the caller to see. Used by everything that renders.
import type { Extra } from '../../hub.js';

/** `path` is where the fields stand in the caller's body; empty for its top level. */
export function noteForeign(extra: Extra | undefined, path: string, dropped: string[]): void {
  const prefix = path === '' ? '' : `${path}.`;
  for (const dialect of ['openai', 'anthropic'] as const) {
    for (const key of Object.keys(extra?.[dialect] ?? {})) dropped.push(prefix + key);
  }
}
