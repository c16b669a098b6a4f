// What many calls cost together at other prices, from their sum: exact where all of them reached the same context tier, since a
// cost is then tokens times price. For trying prices out on what was used.
import type { UnitPrice } from '#database/records';
import { usageBuckets, type UsageBucket } from '#providers/usage';
import { bucketPrice, type ListCost } from './cost.js';

export interface SummedCalls {
  calls: number;
  /** Input tokens that each of them reached, so that one price of each bucket holds for all. */
  fromInputTokens: number;
  tokens: Readonly<Record<UsageBucket, bigint>>;
}

/** The sum of `listCost` over the calls. */
export function listCostOfSum({ calls, fromInputTokens, tokens }: SummedCalls, unitPrices: readonly UnitPrice[]): ListCost {
  const unpriced: UsageBucket[] = [];
  let listPicoUsd = BigInt(calls) * (bucketPrice(unitPrices, 'request', fromInputTokens) ?? 0n);
  for (const bucket of usageBuckets) {
    if (tokens[bucket] === 0n) continue;
    const price = bucketPrice(unitPrices, bucket, fromInputTokens);
    if (price === undefined) unpriced.push(bucket);
    else listPicoUsd += tokens[bucket] * price;
  }
  return { listPicoUsd, unpriced };
}
