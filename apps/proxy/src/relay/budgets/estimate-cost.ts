// What a request may cost before anybody knows: what is held of its budgets, and the worst case that a caller can refuse to pay.
import { listCost } from '#metering/cost';
import { charge, picoUsd, usdText } from '#metering/money';
import { usageOf } from '#providers/usage';
import { ApiError } from '#server/errors/api-error';
import type { Candidate } from '../routes/candidate.js';
import type { RelayTask } from '../task.js';

/** Of the dearest of the candidates, with the project's markup, in pico-USD. */
export function costOf(candidates: readonly Candidate[], basisPoints: number, { input, output }: { input: number; output: number }): bigint {
  const usage = usageOf({ inputText: input, outputText: output });
  let dearest = 0n;
  for (const { price } of candidates) {
    if (price.state !== 'priced') continue;
    const cost = charge(listCost(usage, price.version.unitPrices).listPicoUsd, basisPoints);
    if (cost > dearest) dearest = cost;
  }
  return dearest;
}

/** No text has more tokens than a third of its bytes, but for what nobody writes. */
const bytesPerTokenAtWorst = 3;
/** Output of a model that has no maximum, or none that is known. */
const unknownMaximum = 128_000;

/** The longest answer that the request allows, after the longest reading of what it sends. Of one answer: a failed attempt is not in it. */
export function worstCase({ asked, endpoint, maxTokens }: RelayTask, candidates: readonly Candidate[], basisPoints: number): bigint {
  return candidates.reduce((dearest, candidate) => {
    const { contextWindow, maxOutputTokens } = candidate.model;
    const input = Math.min(Math.ceil(asked.body.bytes.length / bytesPerTokenAtWorst), contextWindow ?? Infinity);
    const longest = Math.min(maxTokens ?? Infinity, maxOutputTokens ?? contextWindow ?? unknownMaximum);
    const cost = costOf([candidate], basisPoints, { input, output: endpoint === 'embeddings' ? 0 : longest * Math.max(1, asked.choices) });
    return cost > dearest ? cost : dearest;
  }, 0n);
}

/** Throws ApiError where the worst case is dearer than the caller's header allows, or where that is no amount. */
export function requireWithin(header: string | string[] | undefined, worst: () => bigint): void {
  if (header === undefined) return;
  const most = typeof header === 'string' && /^\d{1,9}(\.\d{1,12})?$/.test(header.trim()) ? picoUsd(header.trim()) : undefined;
  const param = 'x-aiproxy-max-cost-usd';
  if (most === undefined) throw new ApiError('invalid_request', { param, message: `The header ${param} must be an amount in US dollars, for example "0.05".` });
  const cost = worst();
  if (cost > most) {
    throw new ApiError('cost_limit_exceeded', { param, message: `This request may cost up to ${usdText(cost)} USD; ${param} allows ${usdText(most)}. Send less, or set a smaller max_tokens.` });
  }
}
