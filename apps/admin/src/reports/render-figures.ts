// Sums of the ledger as figures for people and programs: money as exact decimal text, in dollars and in the report's currency.
import { quantileMs } from '#database/rollups/latency-histogram';
import type { Sums } from '#database/reports/sums';
import { amountText } from '#metering/exchange';
import { usdText } from '#metering/money';
import { inputBuckets, outputBuckets } from '#providers/usage';
import type { Amounts } from './convert.js';
import type { FiguresDto } from './report.dto.js';

export function renderFigures(sums: Sums, amounts: Amounts): FiguresDto {
  const { images, ...usage } = sums.usage;
  const tokens = Object.fromEntries(Object.entries(usage).map(([bucket, count]) => [bucket, Number(count)])) as unknown as Omit<FiguresDto['tokens'], 'input' | 'output'>;
  const side = (buckets: readonly (keyof typeof usage)[]) => Number(buckets.reduce((sum, bucket) => sum + usage[bucket], 0n));
  return {
    listUsd: usdText(sums.listPicoUsd), chargedUsd: usdText(sums.chargedPicoUsd), list: amountText(amounts.list), charged: amountText(amounts.charged),
    tokens: { ...tokens, input: side(inputBuckets), output: side(outputBuckets) }, images: Number(images),
    requests: Number(sums.requests), attempts: Number(sums.attempts), errors: Number(sums.errors), failedAttempts: Number(sums.failedAttempts),
    latencyMs: quantiles(sums.latency), firstTokenMs: quantiles(sums.firstToken),
  };
}

const quantiles = (counts: number[]) => ({ p50: quantileMs(counts, 0.5), p95: quantileMs(counts, 0.95) });
