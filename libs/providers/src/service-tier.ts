// The service tier that a provider says it served a call in, by the word that prices have for it: vendors call the ordinary one
// `default`, `standard` or `on_demand`. It decides the price, since a tier asked for is not always the one that is given.
import type { JsonObject } from './hub.js';

const ordinaryWords: ReadonlySet<string> = new Set(['default', 'standard', 'on_demand', 'on-demand', 'auto']);
const word = /^[a-z0-9_-]{1,50}$/;

/** `default` for every ordinary call; undefined for what is no word of a tier. */
export function serviceTierOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const tier = value.toLowerCase();
  return ordinaryWords.has(tier) ? 'default' : word.test(tier) ? tier : undefined;
}

/** Of a reply or a chunk as OpenAI and its compatibles write it; some say it within the usage. */
export function serviceTierOfWire(wire: JsonObject): string | undefined {
  return serviceTierOf(wire.service_tier) ?? serviceTierOf((wire.usage as JsonObject | null | undefined)?.service_tier);
}

/** The tier of a piece of a reply's text: the last one said; quotes inside texts are escaped, so that no text looks like it. */
export function serviceTierIn(text: string): string | undefined {
  return serviceTierOf([...text.matchAll(/[{,]\s*"service_tier"\s*:\s*"([^"\\]*)"/g)].at(-1)?.[1]);
}
