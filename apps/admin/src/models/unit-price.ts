// Prices as people write them, in US dollars for a million tokens or for one piece, and as they are stored, in whole pico-USD of
// one: a token's price in micro-USD per million is the same number.
import type { UnitPrice } from '#database/records';
import { picoUsd, usdText } from '#metering/money';

const million = 1_000_000n;
const perPiece: ReadonlySet<string> = new Set(['images', 'request']);

/** As the API takes it and the configuration file says it. */
interface WrittenUnitPrice { bucket: string; fromInputTokens?: number; usdPerMillionTokens?: string; usdPerUnit?: string }

export const isPerPiece = (bucket: string) => perPiece.has(bucket);

/** Undefined where it is finer than a pico-USD, or said for the wrong measure. */
export function parseUnitPrice({ bucket, fromInputTokens, usdPerMillionTokens, usdPerUnit }: WrittenUnitPrice): UnitPrice | undefined {
  const [amount, other] = isPerPiece(bucket) ? [usdPerUnit, usdPerMillionTokens] : [usdPerMillionTokens, usdPerUnit];
  if (amount == null || other != null) return undefined;
  const pico = picoUsd(amount);
  if (!isPerPiece(bucket) && pico % million !== 0n) return undefined;
  return { bucket: bucket as UnitPrice['bucket'], fromInputTokens: fromInputTokens ?? 0, picoUsd: isPerPiece(bucket) ? pico : pico / million };
}

export function renderUnitPrice({ bucket, fromInputTokens, picoUsd: pico }: UnitPrice): { bucket: string; fromInputTokens: number; usdPerMillionTokens?: string; usdPerUnit?: string } {
  return { bucket, fromInputTokens, ...(isPerPiece(bucket) ? { usdPerUnit: usdText(pico) } : { usdPerMillionTokens: usdText(pico * million) }) };
}
