import * as fc from 'fast-check';
import { inputTokens, outputTokens, usageBuckets, usageOf } from '../../usage.js';
import { parseUsage } from './parse-usage.js';
import { renderUsage } from './render-usage.js';

const tokens = fc.nat({ max: 1_000_000 });
const details = fc.array(fc.record({ modality: fc.constantFrom('TEXT', 'AUDIO', 'IMAGE', 'VIDEO', 'DOCUMENT'), tokenCount: tokens }));

describe('usage of Gemini', () => {
  it('takes cached tokens out of the prompt, and counts what server tools fed into it and the thoughts', () => {
    const metadata = { promptTokenCount: 19, cachedContentTokenCount: 3, candidatesTokenCount: 4, toolUsePromptTokenCount: 63, thoughtsTokenCount: 56, totalTokenCount: 142 };
    expect(parseUsage(metadata)).toEqual(usageOf({ inputText: 79, cacheRead: 3, outputText: 4, outputReasoning: 56 }));
  });

  it('splits the prompt by what it was made of', () => {
    const promptTokensDetails = [{ modality: 'TEXT', tokenCount: 10 }, { modality: 'AUDIO', tokenCount: 50 }, { modality: 'IMAGE', tokenCount: 258 }];
    const cacheTokensDetails = [{ modality: 'AUDIO', tokenCount: 20 }];
    expect(parseUsage({ promptTokenCount: 318, cachedContentTokenCount: 20, promptTokensDetails, cacheTokensDetails })).toEqual(
      usageOf({ inputText: 10, inputAudio: 30, inputImage: 258, cacheRead: 20 }),
    );
  });

  it('is absent when nothing was counted', () => {
    for (const nothing of [undefined, null, {}, { trafficType: 'ON_DEMAND' }]) expect(parseUsage(nothing)).toBeUndefined();
  });

  it('always sums to the totals that are billed, and no bucket is ever negative', () => {
    const metadata = fc.record({
      promptTokenCount: tokens, cachedContentTokenCount: tokens, toolUsePromptTokenCount: tokens, candidatesTokenCount: tokens, thoughtsTokenCount: tokens,
      promptTokensDetails: details, cacheTokensDetails: details, candidatesTokensDetails: details,
    });
    fc.assert(
      fc.property(metadata, (counts) => {
        const usage = parseUsage(counts)!;
        expect(inputTokens(usage)).toBe(counts.promptTokenCount + counts.toolUsePromptTokenCount);
        expect(outputTokens(usage)).toBe(counts.candidatesTokenCount + counts.thoughtsTokenCount);
        for (const bucket of usageBuckets) expect(usage[bucket]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('reads back as it was written', () => {
    const written = fc.record({ inputText: tokens, inputAudio: tokens, inputImage: tokens, cacheRead: tokens, outputText: tokens, outputReasoning: tokens, outputAudio: tokens });
    fc.assert(fc.property(written, (buckets) => expect(parseUsage(renderUsage(usageOf(buckets)))).toEqual(usageOf(buckets))));
  });
});
