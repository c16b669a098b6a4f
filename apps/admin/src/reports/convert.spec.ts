import * as fc from 'fast-check';
import { addAmounts, amountsAt } from './convert.js';

test('amounts are added to the last digit: at one rate the sum of parts is the part of the sum', () => {
  const money = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const rate = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 999_999_999 })).map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`);
  fc.assert(fc.property(money, money, rate, (one, other, at) => {
    const of = (picoUsd: bigint) => amountsAt({ listPicoUsd: picoUsd, chargedPicoUsd: -picoUsd }, at);
    expect(addAmounts(of(one), of(other))).toEqual(of(one + other));
  }));
});
