// Which price holds for a call: asked when targets are resolved (an unpriced model is refused before it costs anything),
// when an attempt is settled, and when models are listed.
import type { PriceVersionRecord } from '#database/records';
import { bucketPrice } from './cost.js';
import { usdPerThousandTokens } from './money.js';

/** The service tier of every ordinary call, by OpenAI's word. Batch, flex and priority are prices of their own, not multipliers. */
export const defaultTier = 'default';

/** Not a provider's tier: the price that an admin lets stand in for a tier that has none. A model without any other is served at it. */
export const ceilingTier = 'ceiling';

/**
 * Never a silent zero: `free` is said by a provider that costs nothing by declaration (no version), or by a version whose
 * prices are all zero; a target without a version, or with an empty one, is `unpriced`. `standIn`: what is known is another
 * tier's price or a ceiling; the call is booked at it and its row is marked unpriced.
 */
export type Price =
  | { state: 'priced'; version: PriceVersionRecord; standIn?: true }
  | { state: 'free'; version: PriceVersionRecord | null }
  | { state: 'unpriced' };

/** The price of a target at a time; of two versions with one date the first listed (the younger) holds. A service tier without prices of its own is unpriced: another tier's would be a guess. */
export function priceAt(
  target: { priceVersions: readonly PriceVersionRecord[] },
  billing: 'priced' | 'free',
  at: Date,
  serviceTier: string = defaultTier,
): Price {
  if (billing === 'free') return { state: 'free', version: null };
  let version: PriceVersionRecord | undefined;
  for (const candidate of target.priceVersions) {
    if (candidate.serviceTier !== serviceTier || candidate.validFrom > at) continue;
    if (!version || candidate.validFrom > version.validFrom) version = candidate;
  }
  if (!version || version.unitPrices.length === 0) return { state: 'unpriced' };
  return { state: version.unitPrices.every(({ picoUsd }) => picoUsd === 0n) ? 'free' : 'priced', version };
}

/**
 * What a call is admitted and booked at: the price of the service tier asked for or, once it is known, served in. A tier without
 * a price is booked at the target's ceiling, else at its ordinary price, and marked: a caller's word must never make a call free.
 */
export function bookedPrice(
  target: { priceVersions: readonly PriceVersionRecord[] },
  billing: 'priced' | 'free',
  at: Date,
  serviceTier: string = defaultTier,
): Price {
  const own = serviceTier === ceilingTier ? unpriced : priceAt(target, billing, at, serviceTier);
  if (own.state !== 'unpriced') return own;
  for (const tier of [ceilingTier, defaultTier]) {
    const other = priceAt(target, billing, at, tier);
    if (other.state !== 'unpriced' && other.version) return { state: 'priced', version: other.version, standIn: true };
  }
  return unpriced;
}

const unpriced = { state: 'unpriced' } as const;

/** `pricing` of the public API: USD per 1,000 tokens in the lowest context tier; null when unpriced. */
export function listedPricing(price: Price): { input: number; output: number } | null {
  if (price.state === 'unpriced') return null;
  const perThousand = (bucket: 'inputText' | 'outputText') =>
    usdPerThousandTokens((price.version && bucketPrice(price.version.unitPrices, bucket, 0)) ?? 0n);
  return { input: perThousand('inputText'), output: perThousand('outputText') };
}
