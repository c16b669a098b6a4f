// Rates of 1 of another currency as rates of 1 USD: each is divided by that currency's own rate of USD on that day, exactly, and rounded half
// to even at the twelfth decimal. What came so says it in its source.
import type { NewRate } from '#database/currency-rates';
import { divideHalfEven } from '#metering/money';
import type { RateProblem } from './given-rate.js';

/** `rate`: units of `currency` for 1 of the base. */
export interface BasedRate { place: string; currency: string; day: string; rate: string }

const decimals = 12;
const one = 10n ** 12n;
/** What the column can hold. */
const limit = 10n ** 30n;

export function convertBase(given: readonly BasedRate[], { base, source }: { base: string; source: string }): { rates: NewRate[]; problems: RateProblem[] } {
  const dollars = new Map(given.filter(({ currency }) => currency === 'USD').map(({ day, rate }) => [day, rate]));
  const problems: RateProblem[] = [];
  const rates = given.flatMap(({ place, currency, day, rate }) => {
    const perBase = dollars.get(day);
    if (perBase === undefined) {
      problems.push({ place, words: `has no rate of USD beside it on ${day}: ${base} cannot be converted without one` });
      return [];
    }
    // Of USD's own line the base becomes a rate: 1 USD is the reciprocal of it.
    const converted = divideHalfEven((currency === 'USD' ? one : wholeRate(rate)) * one, wholeRate(perBase));
    if (converted <= 0n || converted >= limit) problems.push({ place, words: `rate is not within what can be kept, as ${currency === 'USD' ? base : currency} for 1 USD` });
    return [{ currency: currency === 'USD' ? base : currency, day, rate: rateText(converted), source: `${source} (from ${base}, 1 ${base} = ${perBase} USD)` }];
  });
  return { rates, problems };
}

function wholeRate(rate: string): bigint {
  const [whole, fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function rateText(rate: bigint): string {
  const digits = rate.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
