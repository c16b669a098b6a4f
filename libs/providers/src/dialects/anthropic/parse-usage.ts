// Anthropic's usage -> usage by bucket. Cached tokens are counted outside input_tokens, thinking inside output_tokens.
// https://platform.claude.com/docs/en/api/messages#response-usage
import type { JsonObject } from '../../hub.js';
import { areCounts, usageOf, wholeTokens, type Usage } from '../../usage.js';
import { objectOf, objectsOf } from './read-wire.js';

/** Entries of `usage.iterations` that are billed at the model's own rates (an adviser's are not). */
const ownIterations: readonly unknown[] = ['message', 'compaction'];

/** Absent when nothing is counted. In streams: of the fields merged so far, since a later event names only what changed. */
export function parseUsage(value: unknown): Usage | undefined {
  const usage = objectOf(value);
  if (!usage || !areCounts(usage.input_tokens, usage.output_tokens)) return undefined;
  const billed = billedIterations(usage);
  const sum = (field: string) => billed.reduce((total, entry) => total + wholeTokens(entry[field]), 0);
  const written = cacheWrites(billed);
  const output = sum('output_tokens');
  const thinking = Math.min(wholeTokens(objectOf(usage.output_tokens_details)?.thinking_tokens), output);
  return usageOf({
    inputText: sum('input_tokens'),
    cacheRead: sum('cache_read_input_tokens'),
    ...written,
    outputText: output - thinking,
    outputReasoning: thinking,
  });
}

/**
 * The top-level figures leave out what a compaction cost, so that the sum over the iterations is what is billed. Where a
 * fallback model gave the answer, the `message` entry is the attempt it replaced and the top-level figures hold.
 */
function billedIterations(usage: JsonObject): JsonObject[] {
  const iterations = objectsOf(usage.iterations);
  if (iterations.some((entry) => entry.type === 'fallback_message')) return [usage];
  const own = iterations.filter((entry) => ownIterations.includes(entry.type));
  if (own.length === 0) return [usage];
  // Some entries count plain tokens only; the cache's stand at the top level then.
  const counted = own.some((entry) => 'cache_read_input_tokens' in entry || 'cache_creation_input_tokens' in entry);
  const { cache_read_input_tokens, cache_creation_input_tokens, cache_creation } = usage;
  return counted ? own : [...own, { cache_read_input_tokens, cache_creation_input_tokens, cache_creation }];
}

/** The total is the later word: a message_delta brings it without the split by lifetime. */
function cacheWrites(billed: JsonObject[]): Pick<Usage, 'cacheWrite5m' | 'cacheWrite1h'> {
  let cacheWrite5m = 0;
  let cacheWrite1h = 0;
  for (const entry of billed) {
    const split = objectOf(entry.cache_creation);
    const anHour = wholeTokens(split?.ephemeral_1h_input_tokens);
    const total = typeof entry.cache_creation_input_tokens === 'number'
      ? wholeTokens(entry.cache_creation_input_tokens)
      : anHour + wholeTokens(split?.ephemeral_5m_input_tokens);
    cacheWrite1h += Math.min(anHour, total);
    cacheWrite5m += Math.max(0, total - anHour);
  }
  return { cacheWrite5m, cacheWrite1h };
}
