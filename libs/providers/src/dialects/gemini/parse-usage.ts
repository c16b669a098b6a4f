// Gemini's usageMetadata -> usage by bucket. Cached tokens are counted inside the prompt, thoughts outside the candidates,
// and what server tools fed into the prompt beside both. https://ai.google.dev/api/generate-content#UsageMetadata
import { areCounts, usageOf, wholeTokens, type Usage } from '../../usage.js';
import { serviceTierOf } from '../../service-tier.js';
import { objectOf, objectsOf, stringOf } from './read-wire.js';

/** Absent when nothing was counted yet (Vertex sends chunks that carry a traffic type only). */
export function parseUsage(value: unknown): Usage | undefined {
  const metadata = objectOf(value);
  if (!metadata || !areCounts(...Object.entries(metadata).flatMap(([key, count]) => (key.endsWith('TokenCount') ? [count] : [])))) return undefined;
  const input = wholeTokens(metadata.promptTokenCount) + wholeTokens(metadata.toolUsePromptTokenCount);
  const cacheRead = Math.min(wholeTokens(metadata.cachedContentTokenCount), input);
  const fresh = (modalities: string[]) => tokensOf(metadata.promptTokensDetails, modalities) - tokensOf(metadata.cacheTokensDetails, modalities);
  const inputAudio = within(fresh(['AUDIO']), input - cacheRead);
  const inputImage = within(fresh(['IMAGE', 'VIDEO']), input - cacheRead - inputAudio);
  const candidates = wholeTokens(metadata.candidatesTokenCount);
  const outputAudio = within(tokensOf(metadata.candidatesTokensDetails, ['AUDIO']), candidates);
  return usageOf({
    inputText: input - cacheRead - inputAudio - inputImage,
    inputAudio,
    inputImage,
    cacheRead,
    outputText: candidates - outputAudio,
    outputReasoning: wholeTokens(metadata.thoughtsTokenCount),
    outputAudio,
  });
}

/** Said as a service tier, or as the kind of traffic that was billed (`ON_DEMAND_FLEX`); undefined where neither is. */
export function parseServiceTier(value: unknown): string | undefined {
  const metadata = objectOf(value);
  return serviceTierOf(metadata?.serviceTier) ?? serviceTierOf(stringOf(metadata?.trafficType)?.replace(/^ON_DEMAND_/, ''));
}

function tokensOf(details: unknown, modalities: string[]): number {
  return objectsOf(details)
    .filter((detail) => modalities.includes(String(detail.modality)))
    .reduce((sum, detail) => sum + wholeTokens(detail.tokenCount), 0);
}

/** Details are finer than the totals and sometimes disagree with them; the totals are what is billed. */
function within(count: number, most: number): number {
  return Math.max(0, Math.min(count, most));
}
