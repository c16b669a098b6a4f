// What the prices of one version must be together: exact, each said once, from the first token on, and enough to price a call.
import type { ModelType, UnitPrice } from '#database/records';
import type { FieldProblem } from '#server/errors/api-error';
import { isPerPiece, parseUnitPrice } from './unit-price.js';
import type { CreateUnitPriceDto } from './price.dto.js';

// So that the cost of the largest call that there may be still fits into a row of the ledger.
const mostPicoUsdPerToken = 1_000_000_000_000n;
const mostPicoUsdPerPiece = 1_000_000_000_000_000n;

const neededBuckets = { chat: ['inputText', 'outputText'], completion: ['inputText', 'outputText'], embedding: ['inputText'] } as const;

/** Either the prices as they are stored, or all that is wrong with them. */
export function parseUnitPrices(written: readonly CreateUnitPriceDto[], modelType: ModelType): { unitPrices: UnitPrice[] } | { problems: FieldProblem[] } {
  const parsed = written.map((price, index) => parseOne(price, `unitPrices[${index}]`));
  const unitPrices = parsed.flatMap((one) => ('unitPrice' in one ? [one.unitPrice] : []));
  const problems = [...parsed.flatMap((one) => ('problem' in one ? [one.problem] : [])), ...twice(written)];
  if (problems.length > 0) return { problems };
  const lacking = [...lackingStart(unitPrices), ...lackingBuckets(unitPrices, modelType)];
  return lacking.length > 0 ? { problems: lacking.map((words) => ({ param: 'unitPrices', message: `unitPrices ${words}` })) } : { unitPrices };
}

function parseOne(price: CreateUnitPriceDto, place: string): { unitPrice: UnitPrice } | { problem: FieldProblem } {
  const perPiece = isPerPiece(price.bucket);
  const unitPrice = parseUnitPrice(price);
  const field = `${place}.${perPiece ? 'usdPerUnit' : 'usdPerMillionTokens'}`;
  if (!unitPrice) {
    const words = perPiece ? `must be given, and alone: ${price.bucket} is paid by the piece` : 'must be given, and alone, with at most 6 decimals';
    return { problem: { param: field, message: `${field} ${words}` } };
  }
  if (unitPrice.picoUsd > (perPiece ? mostPicoUsdPerPiece : mostPicoUsdPerToken))
    return { problem: { param: field, message: `${field} must be at most ${perPiece ? '1000' : '1000000'}` } };
  return { unitPrice };
}

const isSame = (one: CreateUnitPriceDto, other: CreateUnitPriceDto) => one.bucket === other.bucket && (one.fromInputTokens ?? 0) === (other.fromInputTokens ?? 0);

function twice(written: readonly CreateUnitPriceDto[]): FieldProblem[] {
  return written.flatMap((price, index) => (written.slice(0, index).some((other) => isSame(price, other))
    ? [{ param: `unitPrices[${index}]`, message: `unitPrices[${index}] says the price of ${price.bucket} a second time` }] : []));
}

const hasStart = (unitPrices: readonly UnitPrice[], bucket: string) => unitPrices.some((price) => price.bucket === bucket && price.fromInputTokens === 0);

function lackingStart(unitPrices: readonly UnitPrice[]): string[] {
  const buckets = new Set(unitPrices.map(({ bucket }) => bucket));
  return [...buckets].filter((bucket) => !hasStart(unitPrices, bucket)).map((bucket) => `must hold a price of ${bucket} from 0 input tokens on`);
}

/** A call would be booked without its main part otherwise; what is paid by the request alone says so. */
function lackingBuckets(unitPrices: readonly UnitPrice[], modelType: ModelType): string[] {
  if (hasStart(unitPrices, 'request')) return [];
  return neededBuckets[modelType].filter((bucket) => !hasStart(unitPrices, bucket)).map((bucket) => `must hold a price of ${bucket}, "0" where it costs nothing`);
}
