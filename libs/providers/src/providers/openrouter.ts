// OpenRouter. https://openrouter.ai/docs/api/reference
import { openaiCompatible } from '../dialects/openai/openai-compatible.js';
import { reasoningField } from '../quirks/reasoning-field.js';
import { upstreamProvider } from '../quirks/upstream-provider.js';

export const openrouter = openaiCompatible({
  id: 'openrouter',
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  naming: 'host',
  endpoints: ['chat', 'completions', 'embeddings'],
  // 2026-11: /models answers whatever the key is; /key answers for the key alone.
  probePath: '/key',
  quirks: {
    // 2026-11: `provider` names its own provider in replies and, as an object, routes among them in requests.
    ownProviderField: true,
    replies: [upstreamProvider, reasoningField],
  },
});
