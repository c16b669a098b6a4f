import * as fc from 'fast-check';
import type { JsonObject } from '../../hub.js';
import { inputTokens, outputTokens, usageBuckets, usageOf } from '../../usage.js';
import { parseUsage } from './parse-usage.js';
import { renderUsage } from './render-usage.js';

const count = fc.nat({ max: 1_000_000 });

describe('usage as OpenAI and its compatibles count it', () => {
  it('fills buckets whose input side sums to the prompt and whose output side sums to the completion, whatever the details say', () => {
    const details = fc.record({ cached_tokens: count, audio_tokens: count, image_tokens: count, cache_write_tokens: count }, { requiredKeys: [] });
    fc.assert(fc.property(count, count, details, fc.record({ reasoning_tokens: count, audio_tokens: count }, { requiredKeys: [] }), (prompt, completion, inside, thought) => {
      const cached = Math.min(inside.cached_tokens ?? 0, prompt);
      const wire = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, prompt_tokens_details: { ...inside, cached_tokens: cached }, completion_tokens_details: thought };
      const usage = parseUsage(wire);
      expect([usage && inputTokens(usage), usage && outputTokens(usage)]).toEqual([prompt, completion]);
    }));
  });

  it('is never negative and always whole, whatever a provider sends', () => {
    const value = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant(null), fc.record({ cached_tokens: fc.double(), reasoning_tokens: fc.double(), audio_tokens: fc.integer() }));
    const wire = fc.dictionary(fc.constantFrom('prompt_tokens', 'completion_tokens', 'total_tokens', 'prompt_tokens_details', 'completion_tokens_details', 'prompt_cache_hit_tokens'), value) as fc.Arbitrary<JsonObject>;
    fc.assert(fc.property(wire, (sent) => {
      const usage = parseUsage(sent) ?? usageOf();
      for (const bucket of usageBuckets) expect(Number.isSafeInteger(usage[bucket]) ? Math.sign(usage[bucket]) : 'not whole').toBeGreaterThanOrEqual(0);
    }), { examples: [[{ prompt_tokens: -5 }], [{ completion_tokens: 1.5 }]] });
  });

  it('is read as it was written, the two cache lifetimes aside, which OpenAI does not tell apart', () => {
    const buckets = fc.record({ inputText: count, inputAudio: count, inputImage: count, cacheRead: count, cacheWrite5m: count, outputText: count.map((n) => n + 1), outputReasoning: count, outputAudio: count });
    fc.assert(fc.property(buckets, (some) => {
      expect(parseUsage(renderUsage(usageOf(some)))).toEqual(usageOf(some));
    }));
  });

  it.each<[string, JsonObject, object]>([
    ['OpenAI: cached inside', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 4 }, completion_tokens_details: { reasoning_tokens: 2 } }, { inputText: 6, cacheRead: 4, outputText: 3, outputReasoning: 2 }],
    ['DeepSeek: cache hits beside the details', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_cache_hit_tokens: 8, prompt_cache_miss_tokens: 2 }, { inputText: 2, cacheRead: 8, outputText: 5 }],
    ['Mistral: num_cached_tokens', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, num_cached_tokens: 3 }, { inputText: 7, cacheRead: 3, outputText: 5 }],
    ['xAI: reasoning outside, as the total tells', { prompt_tokens: 12, completion_tokens: 1, total_tokens: 303, completion_tokens_details: { reasoning_tokens: 290 } }, { inputText: 12, outputText: 1, outputReasoning: 290 }],
    ['reasoning inside although it is all of it', { prompt_tokens: 88, completion_tokens: 4, total_tokens: 92, completion_tokens_details: { reasoning_tokens: 4 } }, { inputText: 88, outputReasoning: 4 }],
    ['cached beside a smaller prompt', { prompt_tokens: 10, completion_tokens: 1, total_tokens: 61, prompt_tokens_details: { cached_tokens: 50 } }, { inputText: 10, cacheRead: 50, outputText: 1 }],
    ['an embedding that has a total only', { total_tokens: 12 }, { inputText: 12 }],
  ])('%s', (_, wire, buckets) => {
    expect(parseUsage(wire)).toEqual(usageOf(buckets));
  });

  it('is absent where nothing is counted', () => {
    expect(parseUsage({ cost: 1 })).toBeUndefined();
  });
});
