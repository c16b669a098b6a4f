// OpenAI. https://platform.openai.com/docs/api-reference
import { openai as dialect } from '../dialects/openai/index.js';
import type { Provider } from '../provider.js';

export const openai: Provider = {
  id: 'openai',
  name: 'OpenAI',
  dialect,
  endpoints: ['chat', 'completions', 'embeddings'],
  baseUrl: 'https://api.openai.com/v1',
  env: { apiKey: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL' },
  credential: 'required',
  authenticate: (secret) => ({ authorization: `Bearer ${secret}` }),
  billing: 'priced',
  naming: 'maker',
  quirks: {
    // 2026-11: reasoning models answer 400 unsupported_parameter to max_tokens.
    renames: [{ from: 'max_tokens', to: 'max_completion_tokens', reasoningModelsOnly: true }],
  },
};
