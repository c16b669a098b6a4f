import * as fc from 'fast-check';
import { charge, divideHalfEven, picoUsd, usdNumber, usdPerThousandTokens, usdText } from './money.js';

const amount = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
const divisor = fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }).filter((value) => value !== 0n);
const size = (value: bigint) => (value < 0n ? -value : value);

describe('divideHalfEven', () => {
  it('goes to the nearest whole number, and to the even one from the middle', () => {
    const halves = [-5n, -3n, -1n, 1n, 3n, 5n].map((half) => divideHalfEven(half, 2n));
    expect(halves).toEqual([-2n, -2n, 0n, 0n, 2n, 2n]);
    expect([divideHalfEven(149n, 100n), divideHalfEven(151n, 100n), divideHalfEven(-151n, 100n)]).toEqual([1n, 2n, -2n]);
  });

  it('is never further than half from the exact quotient, and even where it is exactly half away', () => {
    fc.assert(fc.property(amount, divisor, (dividend, by) => {
      const quotient = divideHalfEven(dividend, by);
      const twiceError = size(dividend - quotient * by) * 2n;
      expect(twiceError).toBeLessThanOrEqual(size(by));
      expect(twiceError < size(by) || quotient % 2n === 0n).toBe(true);
    }));
  });

  it('rounds a cost and its reversal to amounts that cancel out', () => {
    fc.assert(fc.property(amount, divisor, (dividend, by) => {
      expect(divideHalfEven(-dividend, by)).toBe(-divideHalfEven(dividend, by));
    }));
  });
});

describe('charge', () => {
  it('marks up and down by basis points, to the last digit', () => {
    expect(charge(1_234_567_890_123n, 250)).toBe(1_265_432_087_376n); // x 1.025 = …376.075
    expect(charge(1_234_567_890_123n, -1_000)).toBe(1_111_111_101_111n); // x 0.9 = …110.7
    expect(charge(50n, 100)).toBe(50n); // 50.5 goes to the even side
    expect(charge(150n, 100)).toBe(152n); // 151.5 likewise
  });

  it('leaves the list cost as it is without a markup, and nothing of it under a full discount', () => {
    fc.assert(fc.property(amount, (list) => {
      expect(charge(list, 0)).toBe(list);
      expect(charge(list, -10_000)).toBe(0n);
    }));
  });
});

describe('usdText', () => {
  it('shows every digit and none that is idle', () => {
    expect(usdText(0n)).toBe('0');
    expect(usdText(1n)).toBe('0.000000000001');
    expect(usdText(2_500_000n)).toBe('0.0000025');
    expect(usdText(-3_000_000_000_000n)).toBe('-3');
    expect(usdText(123_456_789_012_345_678n)).toBe('123456.789012345678');
  });

  it('is read back as the same amount', () => {
    fc.assert(fc.property(amount, (value) => {
      expect(picoUsd(usdText(value))).toBe(value);
    }));
  });
});

describe('picoUsd', () => {
  it('refuses what is no plain decimal amount or is finer than the unit', () => {
    for (const text of ['', '.5', '1.', '1e-7', '+1', '0x10', '1,5', '0.0000000000001', 'NaN', ' 1']) {
      expect(() => picoUsd(text)).toThrow(RangeError);
    }
  });
});

describe('numbers for the public API', () => {
  it('gives the two prices of the published example in USD per 1,000 tokens', () => {
    expect(usdPerThousandTokens(10_000_000n)).toBe(0.01);
    expect(usdPerThousandTokens(30_000_000n)).toBe(0.03);
  });

  it('gives the number nearest to the amount, whatever floating point would have summed up to', () => {
    expect(usdNumber(300_000_000_000n)).toBe(0.3);
    expect(usdNumber(15_000_000n)).toBe(0.000015);
    expect(usdPerThousandTokens(75_000n)).toBe(0.000075);
  });
});
