// An amount as people read it: rounded once, here at the end, and written with the separators and the currency sign of a locale. For
// eyes alone: nobody calculates with what comes out.
import type { Rounding } from '#database/settings';
import { roundDecimal } from './round-decimal.js';

/** `decimals` 0 to 12, `locale` BCP 47, `currency` ISO 4217. */
export interface MoneyStyle { decimals: number; rounding: Rounding; locale: string; currency: string }

const formats = new Map<string, Intl.NumberFormat>();

/** `amount`: decimal text of any length. Throws RangeError for what is no decimal text, and for what `Intl` knows no locale or currency by. */
export function showMoney(amount: string, { decimals, rounding, locale, currency }: MoneyStyle): string {
  // `format` takes decimal text as the exact number that it is; a number would have 15 digits.
  return formatOf(locale, currency, decimals).format(roundDecimal(amount, decimals, rounding) as Intl.StringNumericLiteral);
}

function formatOf(locale: string, currency: string, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${decimals}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(key, format);
  }
  return format;
}
