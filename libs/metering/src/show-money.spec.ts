import * as fc from 'fast-check';
import type { Rounding } from '#database/settings';
import { exchangeText } from './exchange.js';
import { roundDecimal } from './round-decimal.js';
import { showMoney } from './show-money.js';

/** Locales put no-break spaces of several kinds between amount and sign. */
const shown = (amount: string, locale: string, currency: string, decimals: number, rounding: Rounding = 'half-even') =>
  showMoney(amount, { decimals, rounding, locale, currency }).replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u200e\u200f\u061c]/g, '');

test.each<[string, string, string, number, string]>([
  ['1234.5', 'en-US', 'USD', 2, '$1,234.50'],
  ['-1234.565', 'en-US', 'USD', 2, '-$1,234.56'],
  ['0.125', 'en-US', 'USD', 2, '$0.12'],
  ['0.135', 'en-US', 'USD', 2, '$0.14'],
  ['-0.004', 'en-US', 'USD', 2, '$0.00'],
  ['0.0000025', 'en-US', 'USD', 12, '$0.000002500000'],
  ['1234567.895', 'de-DE', 'EUR', 2, '1.234.567,90 €'],
  ['-0.5', 'de-DE', 'EUR', 1, '-0,5 €'],
  ['12345678.9', 'en-IN', 'INR', 2, '₹1,23,45,678.90'],
  ['1499.5', 'ja-JP', 'JPY', 0, '￥1,500'],
  ['1498.5', 'ja-JP', 'JPY', 0, '￥1,498'],
  ['1234.5', 'fr-CH', 'CHF', 2, '1 234.50 CHF'],
  ['1234.5', 'en-US', 'EUR', 0, '€1,234'],
  ['123456789012345678901234567890.123456789012', 'en-US', 'USD', 12, '$123,456,789,012,345,678,901,234,567,890.123456789012'],
])('%s for %s in %s with %i decimals: %s', (amount, locale, currency, decimals, text) => {
  expect(shown(amount, locale, currency, decimals)).toBe(text);
});

test('half up goes away from zero', () => {
  expect([shown('0.125', 'en-US', 'USD', 2, 'half-up'), shown('-0.125', 'en-US', 'USD', 2, 'half-up')]).toEqual(['$0.13', '-$0.13']);
});

test('rounded once: what is just below a half does not become one on the way', () => {
  // 0.0049999999999999 USD: rounded to twelve decimals first it would be 0.005, and then 0.01.
  expect(shown('0.0049999999999999', 'en-US', 'USD', 2, 'half-up')).toBe('$0.00');
  expect(shown(exchangeText(4_999_999_999n, '0.999999999999'), 'en-US', 'EUR', 2, 'half-up')).toBe('€0.00');
});

test('a locale decides how digits are grouped and written, never which', () => {
  const texts = fc.tuple(fc.bigInt({ min: -(10n ** 35n), max: 10n ** 35n }), fc.stringMatching(/^\d{1,24}$/)).map(([whole, fraction]) => `${whole}.${fraction}`);
  fc.assert(fc.property(texts, fc.integer({ min: 0, max: 12 }), fc.constantFrom('en-US', 'de-DE', 'en-IN', 'ja-JP', 'fr-CH', 'pl-PL', 'sv-SE'), (amount, decimals, locale) => {
    const text = showMoney(amount, { decimals, rounding: 'half-even', locale, currency: 'SEK' });
    expect(text.replaceAll(/\D/g, '')).toBe(roundDecimal(amount, decimals, 'half-even').replaceAll(/\D/g, ''));
    expect(/[-\u2212]/.test(text)).toBe(roundDecimal(amount, decimals, 'half-even').startsWith('-'));
  }));
});

test('what is no amount, locale or currency is refused', () => {
  const style = { decimals: 2, rounding: 'half-even', locale: 'en-US', currency: 'USD' } as const;
  expect(() => showMoney('1e3', style)).toThrow(RangeError);
  expect(() => showMoney('1', { ...style, locale: 'not a locale' })).toThrow(RangeError);
  expect(() => showMoney('1', { ...style, currency: 'EURO' })).toThrow(RangeError);
});
