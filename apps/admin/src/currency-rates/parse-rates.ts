// A file of rates as rates for 1 USD: everything that is wrong with it is told with its line, and then nothing of it is taken.
import type { NewRate } from '#database/currency-rates';
import { invalid } from '../http/validation.js';
import { currencyProblem } from '../http/currency.js';
import { convertBase, type BasedRate } from './convert-base.js';
import { mostRates, type GivenRate, type GivenRates, type RateProblem } from './given-rate.js';
import { problemsOf } from './rate-rules.js';

/** Of more the first ones are told. */
const mostTold = 100;

/** `base`: what the file's rates are of 1 of; another one than USD needs its own rate of USD for each day. Throws ApiError 400. */
export function parseRates({ rates: given, problems }: GivenRates, { base, source }: { base: string; source: string }): NewRate[] {
  if (given.length > mostRates) throw refusal([{ place: given[mostRates].place, words: `is beyond the ${mostRates.toLocaleString('en-US')} rates that are taken at a time` }]);
  if (given.length === 0 && problems.length === 0) throw refusal([{ place: 'The file', words: 'must hold at least one rate' }]);
  const checked = check(given, base);
  const wrong = [...problems, ...checked.problems];
  if (wrong.length > 0) throw refusal(wrong);
  if (base === 'USD') return checked.rates.map(({ currency, day, rate }) => ({ currency, day, rate, source }));
  const converted = convertBase(checked.rates, { base, source });
  if (converted.problems.length > 0) throw refusal(converted.problems);
  return converted.rates;
}

function check(given: readonly GivenRate[], base: string): { rates: BasedRate[]; problems: RateProblem[] } {
  const problems: RateProblem[] = [];
  const places = new Map<string, string>();
  const rates = given.flatMap((rate) => {
    const { place, currency, day } = rate;
    const wrong = problemsOf(rate, currencyProblem).map(({ field, words }) => ({ place, words: `${field} ${words}` }));
    const key = `${currency as string} ${day as string}`;
    if (wrong.length === 0 && places.has(key)) wrong.push({ place, words: `has the rate of ${key}, which is in ${places.get(key)!} already` });
    // Lists tend to hold the base itself.
    const isBase = currency === base && wrong.length === 0;
    if (isBase && !/^1(?:\.0+)?$/.test(rate.rate as string)) wrong.push({ place, words: `rate of ${base} must be 1, or left out: it is what the others are of` });
    places.set(key, place);
    problems.push(...wrong);
    return wrong.length > 0 || isBase ? [] : [rate as BasedRate];
  });
  return { rates, problems };
}

function refusal(problems: readonly RateProblem[]) {
  const told = problems.slice(0, mostTold).map(({ place, words }) => ({ param: place, message: `${place} ${words}` }));
  const more = problems.length - told.length;
  return invalid(more > 0 ? [...told, { param: 'more', message: `There are ${more} more problems.` }] : told);
}
