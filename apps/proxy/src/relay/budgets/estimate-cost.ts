// What a request may cost before anybody knows: what is held of its budgets, and the worst case that a caller can refuse to pay.
import type { UnitPrice } from '#database/records';
import { bucketPrice, listCost } from '#metering/cost';
import { charge, picoUsd, usdText } from '#metering/money';
import { usageOf } from '#providers/usage';
import { ApiError } from '#server/errors/api-error';
import { answersAsked } from '../answers-asked.js';
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

/** The longest answers that the request allows, after the longest reading of what it sends, at the dearest prices that what it sends can meet. A failed attempt is not in it. */
export function worstCase(task: RelayTask, candidates: readonly Candidate[], basisPoints: number): bigint {
  const { asked: { body: { bytes } }, endpoint, maxTokens } = task;
  const answers = endpoint === 'embeddings' ? 0 : answersAsked(task);
  const kinds = kindsIn(bytes);
  return candidates.reduce((dearest, { price, model: { contextWindow, maxOutputTokens } }) => {
    if (price.state !== 'priced') return dearest;
    const window = contextWindow ?? Infinity;
    const input = kinds.isElsewhere ? contextWindow ?? unknownMaximum : Math.min(Math.ceil(bytes.length / bytesPerTokenAtWorst), window);
    const longest = Math.min(maxTokens ?? Infinity, maxOutputTokens ?? contextWindow ?? unknownMaximum);
    const { unitPrices } = price.version;
    const dearestOf = (buckets: readonly UnitPrice['bucket'][]) => buckets.map((bucket) => bucketPrice(unitPrices, bucket, input) ?? 0n).reduce((one, other) => (one > other ? one : other));
    const list = dearestOf(['request']) + BigInt(input) * dearestOf(kinds.input) + BigInt(Math.ceil(longest)) * BigInt(answers) * dearestOf(kinds.output);
    const cost = charge(list, basisPoints);
    return cost > dearest ? cost : dearest;
  }, 0n);
}

/** Which buckets a body can fill, by the words that it would need for that; `isElsewhere`: its length says nothing of what is read. */
function kindsIn(bytes: Buffer): { input: UnitPrice['bucket'][]; output: UnitPrice['bucket'][]; isElsewhere: boolean } {
  const has = (word: string) => bytes.includes(word);
  return {
    input: ['inputText', ...(has('image') ? ['inputImage' as const] : []), ...(has('audio') ? ['inputAudio' as const] : []), ...(has('cache_control') ? ['cacheWrite5m' as const, 'cacheWrite1h' as const] : [])],
    output: ['outputText', 'outputReasoning', ...(has('audio') ? ['outputAudio' as const] : [])],
    isElsewhere: has('image_url') || has('file_id') || has('file_url'),
  };
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
