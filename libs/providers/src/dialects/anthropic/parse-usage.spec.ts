import * as fc from 'fast-check';
import { inputTokens, outputTokens, usageOf } from '../../usage.js';
import { parseUsage } from './parse-usage.js';
import { renderUsage } from './render-usage.js';

const count = fc.nat({ max: 1_000_000 });

const entry = (type: string, input_tokens: number, output_tokens: number, cache_read_input_tokens: number) => ({
  type, input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens: 10,
  cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 6 },
});

describe("Anthropic's usage", () => {
  it('counts the cache outside the input, and thinking inside the output', () => {
    const usage = parseUsage({
      input_tokens: 100, cache_read_input_tokens: 2000, cache_creation_input_tokens: 300,
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      output_tokens: 50, output_tokens_details: { thinking_tokens: 20 },
    });
    expect(usage).toEqual(usageOf({ inputText: 100, cacheRead: 2000, cacheWrite5m: 100, cacheWrite1h: 200, outputText: 30, outputReasoning: 20 }));
  });

  it('takes cache writes without a split for those of five minutes', () => {
    expect(parseUsage({ input_tokens: 1, cache_creation_input_tokens: 300, output_tokens: 1 })).toEqual(usageOf({ inputText: 1, cacheWrite5m: 300, outputText: 1 }));
  });

  it('takes the total of cache writes where an older split says less', () => {
    const usage = { input_tokens: 1, cache_creation_input_tokens: 300, cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 100 }, output_tokens: 1 };
    expect(parseUsage(usage)).toMatchObject({ cacheWrite5m: 200, cacheWrite1h: 100 });
  });

  it('bills the sum of the model\'s own iterations, compactions included and an adviser left out', () => {
    const iterations = [entry('compaction', 60_000, 600, 5), entry('message', 700, 1300, 7), entry('advisor_message', 2700, 800, 9)];
    expect(parseUsage({ input_tokens: 700, output_tokens: 1300, cache_read_input_tokens: 7, iterations })).toEqual(
      usageOf({ inputText: 60_700, cacheRead: 12, cacheWrite5m: 8, cacheWrite1h: 12, outputText: 1900 }),
    );
  });

  it('takes the cache of the top level where iterations count plain tokens only', () => {
    const iterations = [{ type: 'message', input_tokens: 10, output_tokens: 1 }, { type: 'message', input_tokens: 20, output_tokens: 2 }];
    expect(parseUsage({ input_tokens: 30, output_tokens: 3, cache_read_input_tokens: 500, iterations })).toEqual(
      usageOf({ inputText: 30, cacheRead: 500, outputText: 3 }),
    );
  });

  it('lets the top level hold where a fallback model answered, or nothing of the model\'s own is listed', () => {
    const top = { input_tokens: 412, output_tokens: 264 };
    const fallback = [{ type: 'message', input_tokens: 408, output_tokens: 0 }, { type: 'fallback_message', input_tokens: 412, output_tokens: 264 }];
    for (const iterations of [fallback, [{ type: 'advisor_message', input_tokens: 9, output_tokens: 9 }], [], null]) {
      expect(parseUsage({ ...top, iterations })).toEqual(usageOf({ inputText: 412, outputText: 264 }));
    }
  });

  it.each([undefined, null, 'none', {}, { service_tier: 'standard' }])('is absent where nothing is counted: %j', (usage) => {
    expect(parseUsage(usage)).toBeUndefined();
  });

  it('comes back from the wire as it went out', () => {
    const usages = fc
      .record({ inputText: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count, outputText: count, outputReasoning: count })
      .map(usageOf);
    fc.assert(fc.property(usages, (usage) => expect(parseUsage(renderUsage(usage))).toEqual(usage)));
  });

  it('sums to what the wire says, and is never negative, whatever the wire says', () => {
    const wild = fc.oneof(count, fc.constantFrom(null, undefined, -5, Number.NaN, 'many'));
    const wire = fc.record({
      input_tokens: count, output_tokens: count, cache_read_input_tokens: wild, cache_creation_input_tokens: count,
      cache_creation: fc.option(fc.record({ ephemeral_5m_input_tokens: wild, ephemeral_1h_input_tokens: wild })),
      output_tokens_details: fc.option(fc.record({ thinking_tokens: wild })),
    });
    fc.assert(fc.property(wire, (json) => {
      const usage = usageOf(parseUsage(json));
      const read = typeof json.cache_read_input_tokens === 'number' && json.cache_read_input_tokens > 0 ? json.cache_read_input_tokens : 0;
      expect(inputTokens(usage)).toBe(json.input_tokens + json.cache_creation_input_tokens + read);
      expect(outputTokens(usage)).toBe(json.output_tokens);
      expect(Math.min(...Object.values(usage))).toBeGreaterThanOrEqual(0);
    }));
  });
});
