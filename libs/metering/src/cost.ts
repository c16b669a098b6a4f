// Usage x prices -> list cost. Called once per attempt when it is settled, and by whoever shows what a call would cost.
import type { UnitPrice } from '#database/records';
import { inputTokens, usageBuckets, type Usage, type UsageBucket } from '#providers/usage';

/** Where a bucket without a price of its own gets one: providers bill it like that bucket unless they say otherwise. */
const billedLike: { [bucket in UnitPrice['bucket']]?: UsageBucket } = {
  inputAudio: 'inputText',
  inputImage: 'inputText',
  cacheRead: 'inputText',
  cacheWrite5m: 'inputText',
  cacheWrite1h: 'cacheWrite5m',
  outputReasoning: 'outputText',
  outputAudio: 'outputText',
};

/** `unpriced` names the buckets that were used and have no price: their share is missing in the cost and must be told. */
export interface ListCost { listPicoUsd: bigint; unpriced: UsageBucket[] }

/**
 * What the provider bills for one call by these unit prices, exact. A context tier goes by all input tokens of the call,
 * cached ones included, and then holds for every token of it. A price per request is added once.
 */
export function listCost(usage: Usage, unitPrices: readonly UnitPrice[]): ListCost {
  const inputTotal = inputTokens(usage);
  const unpriced: UsageBucket[] = [];
  let listPicoUsd = bucketPrice(unitPrices, 'request', inputTotal) ?? 0n;
  for (const bucket of usageBuckets) {
    if (usage[bucket] === 0) continue;
    const price = bucketPrice(unitPrices, bucket, inputTotal);
    if (price === undefined) unpriced.push(bucket);
    else listPicoUsd += BigInt(usage[bucket]) * price;
  }
  return { listPicoUsd, unpriced };
}

/** Pico-USD per token of a bucket (or per request) in a call of so many input tokens: its own price, else that of the bucket it is billed like. */
export function bucketPrice(unitPrices: readonly UnitPrice[], bucket: UnitPrice['bucket'], inputTotal: number): bigint | undefined {
  const own = unitPriceAt(unitPrices, bucket, inputTotal);
  const like = billedLike[bucket];
  return own ?? (like && bucketPrice(unitPrices, like, inputTotal));
}

/** The price from the highest number of input tokens that the call reaches. */
function unitPriceAt(unitPrices: readonly UnitPrice[], bucket: UnitPrice['bucket'], inputTotal: number): bigint | undefined {
  let reached: UnitPrice | undefined;
  for (const price of unitPrices) {
    if (price.bucket !== bucket || price.fromInputTokens > inputTotal) continue;
    if (!reached || price.fromInputTokens > reached.fromInputTokens) reached = price;
  }
  return reached?.picoUsd;
}
