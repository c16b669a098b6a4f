import * as fc from 'fast-check';
import type { UnitPrice } from '#database/records';
import { inputTokens, usageBuckets, usageOf } from '#providers/usage';
import { listCost } from './cost.js';
import { usdText } from './money.js';

const price = (bucket: UnitPrice['bucket'], picoUsd: bigint, fromInputTokens = 0): UnitPrice => ({ bucket, fromInputTokens, picoUsd });
// A model with context tiers (3 / 15 USD per million tokens, 6 / 22.50 from 200,001 input tokens on) and cache prices.
const tiered = [
  price('inputText', 3_000_000n), price('inputText', 6_000_000n, 200_001),
  price('outputText', 15_000_000n), price('outputText', 22_500_000n, 200_001),
  price('cacheRead', 300_000n), price('cacheRead', 600_000n, 200_001),
  price('cacheWrite5m', 3_750_000n), price('cacheWrite1h', 6_000_000n),
];
const plain = [price('inputText', 150_000n), price('outputText', 600_000n)];

const usd = (usage: Parameters<typeof usageOf>[0], prices: readonly UnitPrice[]) => usdText(listCost(usageOf(usage), prices).listPicoUsd);

describe('listCost', () => {
  it('is tokens times price, to the last digit', () => {
    expect(usd({ inputText: 1, outputText: 1 }, plain)).toBe('0.00000075');
    expect(usd({ inputText: 12_345, outputText: 678 }, plain)).toBe('0.00225855'); // 0.00185175 + 0.0004068
    // 1,000 x 3 + 20,000 x 0.3 + 500 x 3.75 + 300 x 6 + (400 + 100) x 15, in USD per million
    expect(usd({ inputText: 1_000, cacheRead: 20_000, cacheWrite5m: 500, cacheWrite1h: 300, outputText: 400, outputReasoning: 100 }, tiered))
      .toBe('0.020175');
  });

  it('goes by all input tokens, cached ones too, and prices every token of the call in the tier it reached', () => {
    expect(usd({ inputText: 1, cacheRead: 199_999, outputText: 10 }, tiered)).toBe('0.0601527'); // 3e-6 + 0.0599997 + 0.00015
    expect(usd({ inputText: 2, cacheRead: 199_999, outputText: 10 }, tiered)).toBe('0.1202364'); // 12e-6 + 0.1199994 + 0.000225
  });

  it('bills what has no price of its own like the bucket it belongs to', () => {
    const alike = { inputAudio: 'inputText', inputImage: 'inputText', cacheRead: 'inputText', cacheWrite5m: 'inputText', cacheWrite1h: 'inputText', outputReasoning: 'outputText', outputAudio: 'outputText' } as const;
    for (const [bucket, like] of Object.entries(alike)) expect(usd({ [bucket]: 1_000 }, plain)).toBe(usd({ [like]: 1_000 }, plain));
    expect(usd({ cacheWrite1h: 1_000 }, [...plain, price('cacheWrite5m', 187_500n)])).toBe('0.0001875');
  });

  it('adds a price per request once', () => {
    expect(usd({ inputText: 100 }, [...plain, price('request', 5_000_000_000n)])).toBe('0.005015');
    expect(usd({}, [price('request', 5_000_000_000n)])).toBe('0.005');
  });

  it('names what was used and has no price, and charges the rest', () => {
    const cost = listCost(usageOf({ inputText: 10, outputText: 5, images: 1 }), [price('inputText', 20_000n)]);
    expect(cost).toEqual({ listPicoUsd: 200_000n, unpriced: ['outputText', 'images'] });
    expect(listCost(usageOf({ inputText: 10 }), [price('inputText', 0n)])).toEqual({ listPicoUsd: 0n, unpriced: [] });
  });

  it('never falls when more is used, and is the sum over the buckets within a tier', () => {
    const tokens = fc.nat(15_000);
    const usages = fc.record(Object.fromEntries(usageBuckets.map((bucket) => [bucket, tokens]))).map((some) => usageOf({ ...some, images: 0 }));
    fc.assert(fc.property(usages, fc.constantFrom(...usageBuckets.filter((bucket) => bucket !== 'images')), tokens, (usage, bucket, more) => {
      fc.pre(inputTokens(usage) + more <= 200_000);
      const { listPicoUsd } = listCost(usage, tiered);
      expect(listCost({ ...usage, [bucket]: usage[bucket] + more }, tiered).listPicoUsd).toBeGreaterThanOrEqual(listPicoUsd);
      const parts = usageBuckets.map((one) => listCost(usageOf({ [one]: usage[one] }), tiered).listPicoUsd);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(listPicoUsd);
    }));
  });

  it('keeps every digit of amounts that no floating-point number could hold', () => {
    const usage = { ...usageOf(), inputText: 9_007_199_254_740_991 };
    expect(listCost(usage, [price('inputText', 1_000_003n)]).listPicoUsd).toBe(9_007_199_254_740_991n * 1_000_003n);
  });
});
