// The sandbox: a provider of the product's own that needs no account and no network. Everything about it stands in README.md.
import { openai as dialect } from '../../dialects/openai/index.js';
import type { Provider } from '../../provider.js';
import { respond } from './respond.js';

export { sandboxModels } from './models.js';

export const sandbox: Provider = {
  id: 'sandbox',
  name: 'Sandbox',
  dialect,
  endpoints: ['chat', 'completions', 'embeddings'],
  baseUrl: 'http://sandbox.invalid/v1', // never called
  credential: 'none',
  authenticate: () => ({}),
  billing: 'free',
  naming: 'host',
  quirks: {},
  respond,
};
