import * as fc from 'fast-check';
import { parseUsage as anthropic } from './dialects/anthropic/parse-usage.js';
import { parseUsage as gemini } from './dialects/gemini/parse-usage.js';
import { parseUsage as openai } from './dialects/openai/parse-usage.js';
import { addUsage, areCounts, inputTokens, outputTokens, usageBuckets, usageOf } from './usage.js';

const usages = fc.record(Object.fromEntries(usageBuckets.map((bucket) => [bucket, fc.nat(1_000_000)]))).map(usageOf);

describe('usage by bucket', () => {
  it('adds up alike in whatever order and grouping, the two sides too', () => {
    fc.assert(fc.property(usages, usages, usages, (one, two, three) => {
      const sum = addUsage(one, two, three);
      expect(addUsage(addUsage(three, one), two)).toEqual(sum);
      expect(inputTokens(sum)).toBe(inputTokens(one) + inputTokens(two) + inputTokens(three));
      expect(outputTokens(sum)).toBe(outputTokens(one) + outputTokens(two) + outputTokens(three));
    }));
  });

  it('holds counts that a row of the ledger can hold, whatever a vendor sends', () => {
    fc.assert(fc.property(fc.double(), (count) => {
      const { inputText } = usageOf({ inputText: count });
      expect(Number.isInteger(inputText) && inputText >= 0 && inputText <= 2_147_483_647).toBe(true);
    }));
  });

  it.each([[[], false], [[undefined, null], false], [[0], true], [[1, undefined], true], [[1, -1], false], [[3e9, 5], false]])('%j are counts: %j', (totals, expected) => {
    expect(areCounts(...totals)).toBe(expected);
  });

  it('is absent where a total is none: the call is then estimated, not booked as told at nothing', () => {
    for (const absurd of [-1, 3e9]) {
      expect(openai({ prompt_tokens: absurd, completion_tokens: 5 })).toBeUndefined();
      expect(anthropic({ input_tokens: 5, output_tokens: absurd })).toBeUndefined();
      expect(gemini({ promptTokenCount: 5, candidatesTokenCount: absurd })).toBeUndefined();
    }
  });
});
