// Reads usage as OpenAI and its compatibles count it into disjoint buckets. OpenAI counts cached tokens inside the prompt and
// reasoning inside the completion; where a vendor counts outside, its own total tells.
import type { JsonObject } from '../../hub.js';
import { areCounts, usageOf, wholeTokens, type Usage } from '../../usage.js';
import { isObject } from './wire-fields.js';

/** Undefined when nothing is counted there at all. */
export function parseUsage(wire: JsonObject): Usage | undefined {
  if (!areCounts(wire.prompt_tokens, wire.completion_tokens, wire.total_tokens)) return undefined;
  return usageOf({ ...inputBuckets(wire), ...outputBuckets(wire) });
}

function inputBuckets(wire: JsonObject): Partial<Usage> {
  const details = detailsOf(wire.prompt_tokens_details ?? wire.prompt_token_details);
  const cached = firstCount(details.cached_tokens, wire.prompt_cache_hit_tokens, wire.num_cached_tokens, wire.cached_tokens);
  const prompt = promptTokens(wire);
  // xAI has been seen to count what it cached beside a smaller prompt.
  const take = shares(cached > prompt ? prompt + cached : prompt);
  const cacheRead = take(cached);
  const cacheWrite5m = take(details.cache_write_tokens);
  const inputAudio = take(details.audio_tokens);
  const inputImage = take(details.image_tokens);
  return { cacheRead, cacheWrite5m, inputAudio, inputImage, inputText: take(Infinity) };
}

function outputBuckets(wire: JsonObject): Partial<Usage> {
  const details = detailsOf(wire.completion_tokens_details);
  const completion = wholeTokens(wire.completion_tokens);
  const take = shares(reasoningOutside(wire) ? completion + wholeTokens(details.reasoning_tokens) : completion);
  const outputReasoning = take(details.reasoning_tokens);
  const outputAudio = take(details.audio_tokens);
  return { outputReasoning, outputAudio, outputText: take(Infinity) };
}

/** Whether reasoning tokens are counted beside `completion_tokens` (xAI) and not in it: only the total can tell. */
function reasoningOutside(wire: JsonObject): boolean {
  const reasoning = wholeTokens(detailsOf(wire.completion_tokens_details).reasoning_tokens);
  const inside = promptTokens(wire) + wholeTokens(wire.completion_tokens);
  return reasoning > 0 && wholeTokens(wire.total_tokens) >= inside + reasoning;
}

/** Embeddings have a total only at some servers. */
function promptTokens(wire: JsonObject): number {
  return wholeTokens(typeof wire.prompt_tokens === 'number' || typeof wire.completion_tokens === 'number' ? wire.prompt_tokens : wire.total_tokens);
}

/** Hands out shares of a total until nothing is left, so that buckets can never sum to more than was counted. */
function shares(total: number): (wanted: unknown) => number {
  let left = total;
  return (wanted) => {
    const share = wanted === Infinity ? left : Math.min(wholeTokens(wanted), left);
    left -= share;
    return share;
  };
}

function firstCount(...counts: unknown[]): number {
  return wholeTokens(counts.find((count) => typeof count === 'number'));
}

function detailsOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
