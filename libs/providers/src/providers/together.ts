// Together AI. https://docs.together.ai/reference
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { finishWords } from '../quirks/finish-words.js';
import { reasoningField } from '../quirks/reasoning-field.js';

export const together = openaiCompatible({
  id: 'together',
  name: 'Together AI',
  baseUrl: 'https://api.together.xyz/v1',
  naming: 'host',
  endpoints: ['chat', 'completions', 'embeddings'],
  quirks: {
    // 2026-11: reasoning in `reasoning`; the finish "eos" where OpenAI says "stop"; knows max_tokens only.
    renames: [{ from: 'max_completion_tokens', to: 'max_tokens' }],
    replies: [reasoningField, finishWords],
    tokensAsText: true,
  },
});
