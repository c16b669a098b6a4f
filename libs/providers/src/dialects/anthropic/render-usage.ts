// Usage by bucket -> Anthropic's usage, the mirror of parse-usage.ts. Sound and images are plain input tokens there.
import type { JsonObject } from '../../hub.js';
import { outputTokens, type Usage } from '../../usage.js';

export function renderUsage(usage: Usage): JsonObject {
  return {
    input_tokens: usage.inputText + usage.inputAudio + usage.inputImage,
    cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite5m, ephemeral_1h_input_tokens: usage.cacheWrite1h },
    output_tokens: outputTokens(usage),
    output_tokens_details: { thinking_tokens: usage.outputReasoning },
  };
}
