import * as fc from 'fast-check';
import { exchange, exchangeText } from './exchange.js';

test.each<[bigint, string, string]>([
  [1_000_000_000_000n, '1', '1'],
  [1_000_000_000_000n, '0.9217', '0.9217'],
  [2_500_000n, '0.9217', '0.00000230425'],
  [-3n, '0.000000000001', '-0.000000000000000000000003'],
  [0n, '149.25', '0'],
  [-1_000_000_000_000n, '149.250', '-149.25'],
  [123_456_789_012_345_678_901_234_567_890n, '149.25', '18425925760092592576.0092592575825'],
])('%s pico-USD at %s are %s', (picoUsd, rate, text) => {
  expect(exchangeText(picoUsd, rate)).toBe(text);
});

test.each(['', '-1', '1.', '.5', '1e3', '1,5', '0.0000000000001', ' 1'])('%j is no rate', (rate) => {
  expect(() => exchange(1n, rate)).toThrow(RangeError);
});

const money = fc.bigInt({ min: -(10n ** 35n), max: 10n ** 35n });
const rates = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 })).map(([digits, decimals]) => {
  const text = digits.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
});

test('the parts of a sum come to the sum', () => {
  fc.assert(fc.property(money, money, rates, (one, other, rate) => {
    expect(exchange(one, rate) + exchange(other, rate)).toBe(exchange(one + other, rate));
  }));
});

test('the text is the exact product: read back it has every digit, and none too many', () => {
  fc.assert(fc.property(money, rates, (picoUsd, rate) => {
    const text = exchangeText(picoUsd, rate);
    expect(text).toMatch(/^(?:0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?))$/);
    const [whole, fraction = ''] = text.replace('-', '').split('.');
    const [rateWhole, rateFraction = ''] = rate.split('.');
    // amount / 10^|fraction| = pico / 10^12 * rate / 10^|rateFraction|, without a division
    const amount = BigInt(whole + fraction) * (text.startsWith('-') ? -1n : 1n);
    expect(amount * 10n ** BigInt(12 + rateFraction.length)).toBe(picoUsd * BigInt(rateWhole + rateFraction) * 10n ** BigInt(fraction.length));
  }));
});
