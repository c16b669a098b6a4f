import * as fc from 'fast-check';
import { roundDecimal } from './round-decimal.js';

test.each<[string, number, string, string]>([
  ['0.125', 2, '0.12', '0.13'],
  ['0.135', 2, '0.14', '0.14'],
  ['-0.125', 2, '-0.12', '-0.13'],
  ['0.1250000000000000000000000000001', 2, '0.13', '0.13'],
  ['0.1249999999999999999999999999999', 2, '0.12', '0.12'],
  ['0.5', 0, '0', '1'],
  ['1.5', 0, '2', '2'],
  ['2.5', 0, '2', '3'],
  ['-0.5', 0, '0', '-1'],
  ['-0.4', 0, '0', '0'],
  ['999.995', 2, '1000.00', '1000.00'],
  ['7', 2, '7.00', '7.00'],
  ['0', 12, '0.000000000000', '0.000000000000'],
  ['0.0000000000005', 12, '0.000000000000', '0.000000000001'],
  ['123456789012345678901234567890.125', 2, '123456789012345678901234567890.12', '123456789012345678901234567890.13'],
])('%s to %i decimals is %s, or half up %s', (amount, decimals, even, up) => {
  expect([roundDecimal(amount, decimals, 'half-even'), roundDecimal(amount, decimals, 'half-up')]).toEqual([even, up]);
});

test.each(['', '-', '1.', '.5', '1e3', '1,5', '+1', 'NaN', ' 1'])('%j is no decimal text', (text) => {
  expect(() => roundDecimal(text, 2, 'half-even')).toThrow(RangeError);
});

const magnitude = (value: bigint) => (value < 0n ? -value : value);

/** An amount as whole units of 10^-18, and as text. */
const amounts = fc.oneof(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: -1000n, max: 1000n }).map((half) => half * 5n * 10n ** 15n)).map((units) => {
  const digits = (units < 0n ? -units : units).toString().padStart(19, '0');
  return { units, text: `${units < 0n ? '-' : ''}${digits.slice(0, -18)}.${digits.slice(-18)}` };
});

test('what is shown is never further from the amount than half of its last place, and at just that half the rule decides', () => {
  fc.assert(fc.property(amounts, fc.integer({ min: 0, max: 12 }), fc.constantFrom('half-even' as const, 'half-up' as const), ({ units, text }, decimals, rounding) => {
    const shown = roundDecimal(text, decimals, rounding);
    const place = 10n ** BigInt(18 - decimals);
    const rounded = BigInt(shown.replace('.', '')) * place;
    const twiceOff = magnitude(rounded - units) * 2n;
    const obeysRule = rounding === 'half-even' ? rounded / place % 2n === 0n : magnitude(rounded) > magnitude(units);
    expect(twiceOff < place || (twiceOff === place && obeysRule)).toBe(true);
    expect(roundDecimal(shown, decimals, rounding)).toBe(shown);
  }), { numRuns: 500 });
});
