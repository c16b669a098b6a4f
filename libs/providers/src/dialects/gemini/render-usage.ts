// Usage by bucket -> Gemini's usageMetadata, the mirror of parse-usage.ts. Cache writes are plain prompt tokens there.
import type { JsonObject } from '../../hub.js';
import { inputTokens, outputTokens, type Usage } from '../../usage.js';

export function renderUsage(usage: Usage): JsonObject {
  const promptDetails = details({ TEXT: inputTokens(usage) - usage.inputAudio - usage.inputImage, AUDIO: usage.inputAudio, IMAGE: usage.inputImage });
  const candidates = outputTokens(usage) - usage.outputReasoning;
  return {
    promptTokenCount: inputTokens(usage),
    candidatesTokenCount: candidates,
    totalTokenCount: inputTokens(usage) + outputTokens(usage),
    promptTokensDetails: promptDetails,
    ...(usage.cacheRead > 0 && { cachedContentTokenCount: usage.cacheRead, cacheTokensDetails: details({ TEXT: usage.cacheRead }) }),
    ...(usage.outputAudio > 0 && { candidatesTokensDetails: details({ TEXT: usage.outputText, AUDIO: usage.outputAudio }) }),
    ...(usage.outputReasoning > 0 && { thoughtsTokenCount: usage.outputReasoning }),
  };
}

function details(counts: Record<string, number>): JsonObject[] {
  return Object.entries(counts)
    .filter(([, tokenCount]) => tokenCount > 0)
    .map(([modality, tokenCount]) => ({ modality, tokenCount }));
}
