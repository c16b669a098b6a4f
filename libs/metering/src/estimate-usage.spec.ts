import * as fc from 'fast-check';
import { inputTokens, outputTokens, usageOf } from '#providers/usage';
import { estimateUsage, type EstimateFacts } from './estimate-usage.js';

const facts: EstimateFacts = { requestBytes: 401, outputBytes: 81, maxTokens: null, modelMaxOutputTokens: null, contextWindow: null };

describe('estimateUsage', () => {
  it('takes four bytes for a token on both sides and rounds up', () => {
    expect(estimateUsage(facts)).toEqual(usageOf({ inputText: 101, outputText: 21 }));
  });

  it('never guesses more output than the caller allowed or the model can produce', () => {
    expect(outputTokens(estimateUsage({ ...facts, outputBytes: 1e9, maxTokens: 50, modelMaxOutputTokens: 4096 }))).toBe(50);
    expect(outputTokens(estimateUsage({ ...facts, outputBytes: 1e9, maxTokens: 100_000, modelMaxOutputTokens: 4096 }))).toBe(4096);
  });

  it('allows each of several answers the limit', () => {
    expect(outputTokens(estimateUsage({ ...facts, outputBytes: 1e9, maxTokens: 50, choices: 3 }))).toBe(150);
    expect(outputTokens(estimateUsage({ ...facts, outputBytes: 40, maxTokens: 50, choices: 3 }))).toBe(10);
  });

  it('never guesses more input than the model can read', () => {
    expect(inputTokens(estimateUsage({ ...facts, requestBytes: 20_000_000, contextWindow: 128_000 }))).toBe(128_000);
  });

  it('keeps the input side that the provider had already told, bucket by bucket', () => {
    const told = usageOf({ inputText: 12, cacheRead: 3_000, cacheWrite1h: 40, outputText: 1 });
    expect(estimateUsage({ ...facts, told })).toEqual({ ...told, outputText: 21 });
  });

  it('keeps the output that was told where it is more than what was shown', () => {
    const told = usageOf({ inputText: 12, outputText: 30, outputReasoning: 500 });
    expect(estimateUsage({ ...facts, told })).toEqual(told);
    const shownMore = usageOf({ inputText: 12, outputText: 3, outputReasoning: 10 });
    expect(estimateUsage({ ...facts, told: shownMore })).toEqual({ ...shownMore, outputText: 11 });
  });

  it('is whole, never negative, and within its bounds for any facts', () => {
    const bound = fc.option(fc.nat(1_000_000));
    const told = fc.option(fc.record({ inputText: fc.nat(9_999), outputText: fc.nat(99), outputReasoning: fc.nat(99) }).map(usageOf), { nil: undefined });
    fc.assert(fc.property(fc.nat(), fc.nat(), told, bound, bound, bound, (requestBytes, outputBytes, told, maxTokens, modelMaxOutputTokens, contextWindow) => {
      const usage = estimateUsage({ requestBytes, outputBytes, told, maxTokens, modelMaxOutputTokens, contextWindow });
      expect(usageOf(usage)).toEqual(usage);
      const toldOutput = told ? outputTokens(told) : 0;
      expect(outputTokens(usage)).toBeLessThanOrEqual(Math.max(toldOutput, Math.min(maxTokens ?? Infinity, modelMaxOutputTokens ?? Infinity)));
      expect(outputTokens(usage)).toBeGreaterThanOrEqual(toldOutput);
      expect(inputTokens(usage)).toBeLessThanOrEqual((told && inputTokens(told)) || (contextWindow ?? Infinity));
    }));
  });
});
