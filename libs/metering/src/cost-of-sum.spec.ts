import * as fc from 'fast-check';
import type { UnitPrice } from '#database/records';
import { addUsage, inputTokens, usageBuckets, usageOf, type UsageBucket } from '#providers/usage';
import { listCostOfSum } from './cost-of-sum.js';
import { listCost } from './cost.js';

const price = (bucket: UnitPrice['bucket'], picoUsd: bigint, fromInputTokens = 0): UnitPrice => ({ bucket, fromInputTokens, picoUsd });
const prices = [
  price('inputText', 3_000_000n), price('inputText', 6_000_000n, 1_000), price('outputText', 15_000_000n), price('outputText', 22_500_001n, 1_000),
  price('cacheRead', 300_003n), price('request', 7n), price('request', 9n, 1_000),
];
const usages = fc.record(Object.fromEntries(usageBuckets.map((bucket) => [bucket, fc.nat(400)]))).map(usageOf);

describe('listCostOfSum', () => {
  it('is what the calls of one context tier cost one by one, to the last digit', () => {
    fc.assert(fc.property(fc.array(usages, { minLength: 1 }), fc.constantFrom(0, 1_000), (all, fromInputTokens) => {
      const calls = all.filter((usage) => inputTokens(usage) >= 1_000 === (fromInputTokens === 1_000));
      const one = calls.map((usage) => listCost(usage, prices));
      const tokens = Object.fromEntries(Object.entries(addUsage(...calls)).map(([bucket, sum]) => [bucket, BigInt(sum)])) as Record<UsageBucket, bigint>;
      const sum = listCostOfSum({ calls: calls.length, fromInputTokens, tokens }, prices);
      expect(sum.listPicoUsd).toBe(one.reduce((total, { listPicoUsd }) => total + listPicoUsd, 0n));
      expect(new Set(sum.unpriced)).toEqual(new Set(one.flatMap(({ unpriced }) => unpriced)));
    }));
  });
});
