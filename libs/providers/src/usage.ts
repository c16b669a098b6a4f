// Usage: the tokens of one upstream call by bucket. Made at the provider's edge (parse-usage.ts of each dialect), so that
// nobody behind it needs to know who counts cached tokens inside the prompt and who outside.

/**
 * Disjoint buckets of whole tokens (`images` counts images). The input side sums to OpenAI's `prompt_tokens`,
 * the output side to `completion_tokens`.
 */
export interface Usage {
  inputText: number;
  inputAudio: number;
  inputImage: number;
  cacheRead: number;
  /** Written to a prompt cache that lives five minutes. */
  cacheWrite5m: number;
  /** Written to a prompt cache that lives one hour. */
  cacheWrite1h: number;
  outputText: number;
  outputReasoning: number;
  outputAudio: number;
  images: number;
}

export const inputBuckets = ['inputText', 'inputAudio', 'inputImage', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;
export const outputBuckets = ['outputText', 'outputReasoning', 'outputAudio'] as const;
export const usageBuckets = [...inputBuckets, ...outputBuckets, 'images'] as const;
export type UsageBucket = (typeof usageBuckets)[number];

/** Missing buckets are zero; what is negative, fractional or not a number becomes a whole number of at least zero. */
export function usageOf(some: Partial<Usage> = {}): Usage {
  const usage = {} as Usage;
  for (const bucket of usageBuckets) usage[bucket] = wholeTokens(some[bucket]);
  return usage;
}

/** More than any call can use, and the most that a row of the ledger can hold. */
const mostTokens = 2_147_483_647;

/** Reads a vendor's count: anything that is not a positive number, or too large for one call, is 0. */
export function wholeTokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= mostTokens ? Math.floor(value) : 0;
}

/**
 * Whether there is a count among a vendor's totals and nothing that can be none. A vendor that sends a negative or an absurd
 * total has told nothing: read as zero, the call would be booked as told and cost nothing.
 */
export function areCounts(...totals: unknown[]): boolean {
  const given = totals.filter((total) => typeof total === 'number');
  return given.length > 0 && given.every((total) => total >= 0 && total <= mostTokens);
}

/** OpenAI's `prompt_tokens`. */
export function inputTokens(usage: Usage): number {
  return inputBuckets.reduce((sum, bucket) => sum + usage[bucket], 0);
}

/** OpenAI's `completion_tokens`. */
export function outputTokens(usage: Usage): number {
  return outputBuckets.reduce((sum, bucket) => sum + usage[bucket], 0);
}

/** The sum of several calls, bucket by bucket (a fan-out answers with one usage). */
export function addUsage(...all: Usage[]): Usage {
  const sum = usageOf();
  for (const usage of all) for (const bucket of usageBuckets) sum[bucket] += usage[bucket];
  return sum;
}
