// xAI. https://docs.x.ai/docs/api-reference
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';

// 2026-11: reasoning tokens stand beside completion_tokens, total_tokens has both. Its bytes cross as they are; the ledger's
// buckets come from parse-usage.ts, which tells the two ways of counting apart.
export const xai = openaiCompatible({ id: 'xai', name: 'xAI', baseUrl: 'https://api.x.ai/v1', naming: 'maker' });
