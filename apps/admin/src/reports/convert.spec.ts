import * as fc from 'fast-check';
import { addAmounts, amountsAt, amountText } from './convert.js';

test.each<[bigint, string, string]>([
  [1_000_000_000_000n, '1', '1'],
  [1_000_000_000_000n, '0.9217', '0.9217'],
  [2_500_000n, '0.9217', '0.00000230425'],
  [-3n, '0.000000000001', '-0.000000000000000000000003'],
  [123_456_789_012_345_678_901_234_567_890n, '149.25', '18425925760092592576.0092592575825'],
])('%s pico-USD at %s are %s', (listPicoUsd, rate, text) => {
  expect(amountText(amountsAt({ listPicoUsd, chargedPicoUsd: 0n }, rate).list)).toBe(text);
});

test('amounts are added to the last digit: at one rate the sum of parts is the part of the sum', () => {
  const money = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const rate = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 999_999_999 })).map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`);
  fc.assert(fc.property(money, money, rate, (one, other, at) => {
    const of = (picoUsd: bigint) => amountsAt({ listPicoUsd: picoUsd, chargedPicoUsd: -picoUsd }, at);
    expect(addAmounts(of(one), of(other))).toEqual(of(one + other));
  }));
});
