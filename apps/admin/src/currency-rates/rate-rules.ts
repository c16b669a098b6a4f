// What the rate of a currency on a day may be: the same for one that is entered and for those of a file.
import { currencyProblem } from '../http/currency.js';
import { dayProblem } from '../http/day.js';

/** What is wrong with it, to follow its name. Decimal text: a JSON number would have been rounded before anybody reads it. */
export function rateProblem(value: unknown): string | undefined {
  const isRate = typeof value === 'string' && /^\d{1,18}(?:\.\d{1,12})?$/.test(value) && /[1-9]/.test(value);
  return isRate ? undefined : 'must be decimal text above 0 with at most 18 digits before and 12 after the point, like "0.9217"';
}

export const currencyOfRateProblem = (value: unknown) => (value === 'USD' ? 'must not be USD: rates are of 1 USD' : currencyProblem(value));

/** Field by field, in the order of an address. */
export const problemsOf = (rate: { currency: unknown; day: unknown; rate?: unknown }, currencyRule = currencyOfRateProblem): { field: string; words: string }[] =>
  [['currency', currencyRule(rate.currency)] as const, ['day', dayProblem(rate.day)] as const, ['rate', 'rate' in rate ? rateProblem(rate.rate) : undefined] as const]
    .flatMap(([field, words]) => (words === undefined ? [] : [{ field, words }]));
