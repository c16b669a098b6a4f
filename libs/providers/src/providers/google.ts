// Google's Gemini API. https://ai.google.dev/api
import { gemini as dialect } from '../dialects/gemini/index.js';
import type { Provider } from '../provider.js';

export const google: Provider = {
  id: 'google',
  name: 'Google',
  dialect,
  endpoints: ['chat', 'embeddings'],
  baseUrl: 'https://generativelanguage.googleapis.com',
  env: { apiKey: 'GEMINI_API_KEY', baseUrl: 'GOOGLE_GEMINI_BASE_URL' },
  credential: 'required',
  // Never as ?key= in the address, which Google takes as well: addresses end up in logs.
  authenticate: (secret) => ({ 'x-goog-api-key': secret }),
  billing: 'priced',
  naming: 'maker',
  quirks: {},
};
