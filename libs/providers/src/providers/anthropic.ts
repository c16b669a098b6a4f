// Anthropic. https://docs.claude.com/en/api/messages
import { anthropic as dialect } from '../dialects/anthropic/index.js';
import type { Provider } from '../provider.js';

export const anthropic: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  dialect,
  endpoints: ['chat'],
  baseUrl: 'https://api.anthropic.com',
  env: { apiKey: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL' },
  credential: 'required',
  // The version of the API is asked for beside the key and is required with it.
  authenticate: (secret) => ({ 'x-api-key': secret, 'anthropic-version': '2023-06-01' }),
  billing: 'priced',
  naming: 'maker',
  quirks: {},
};
