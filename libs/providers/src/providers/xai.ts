// xAI. https://docs.x.ai/docs/api-reference
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { reasoningInside } from '../quirks/reasoning-inside.js';

export const xai = openaiCompatible({
  id: 'xai',
  name: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  naming: 'maker',
  // 2026-11: reasoning tokens stand beside completion_tokens; total_tokens has both.
  quirks: { replies: [reasoningInside] },
});
