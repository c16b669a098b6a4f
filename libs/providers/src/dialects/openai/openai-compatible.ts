// Makes the provider value of a server that speaks OpenAI's dialect: what most of them have in common is said here once.
import type { Endpoint, Provider } from '../../provider.js';
import { openai } from './index.js';

/** What a provider must say of itself; the rest has the usual answer. */
export interface CompatibleProvider extends Pick<Provider, 'id' | 'name' | 'baseUrl' | 'naming'> {
  endpoints?: readonly Endpoint[];
  /** A server of one's own: no credential needed, any model name served, nothing to pay. */
  selfHosted?: boolean;
  quirks?: Provider['quirks'];
  probePath?: string;
}

/** Environment variables are named after the id: `GROQ_API_KEY`, `GROQ_BASE_URL`. The base URL holds the version segment. */
export function openaiCompatible({ id, name, baseUrl, naming, endpoints = ['chat'], selfHosted = false, quirks = {}, probePath }: CompatibleProvider): Provider {
  const prefix = id.toUpperCase();
  return {
    id,
    name,
    dialect: openai,
    endpoints,
    baseUrl,
    env: { apiKey: `${prefix}_API_KEY`, baseUrl: `${prefix}_BASE_URL` },
    credential: selfHosted ? 'none' : 'required',
    authenticate: (secret) => ({ authorization: `Bearer ${secret}` }),
    billing: selfHosted ? 'free' : 'priced',
    naming,
    ...(selfHosted && { open: true }),
    ...(probePath !== undefined && { probePath }),
    quirks,
  };
}
