// What a credential must have, by its provider: a secret, an address, or nothing at all. The configuration file is held to the same.
import { parseBaseUrl } from '#providers/base-url';
import type { Provider } from '#providers/provider';
import { providerById, providers } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';

export interface CredentialFields { hasSecret: boolean; baseUrl: string | null }

/** Either the provider, or why none can be connected under this id. */
export function connectableProvider(id: string): { provider: Provider } | { problem: FieldProblem } {
  const provider = providerById(id);
  if (!provider) return { problem: { param: 'providerId', message: `providerId must be one of ${Object.keys(providers).join(', ')}` } };
  if (provider.respond) return { problem: { param: 'providerId', message: `${provider.name} is always connected and takes no credential.` } };
  return { provider };
}

/** What it lacks. */
export function missingFields({ name, credential }: Provider, { hasSecret, baseUrl }: CredentialFields): FieldProblem[] {
  if (credential === 'required') return hasSecret ? [] : [{ param: 'secret', message: `secret must be given: ${name} takes no requests without one` }];
  return baseUrl === null ? [{ param: 'baseUrl', message: `baseUrl must be given: ${name} is a server of one's own` }] : [];
}

/** As it is stored, or why it may not be. */
export function checkedBaseUrl(text: string | null, allowPrivate: boolean): { url: string | null } | { problem: FieldProblem } {
  if (text === null) return { url: null };
  const parsed = parseBaseUrl(text, { allowPrivate });
  return 'url' in parsed ? parsed : { problem: { param: 'baseUrl', message: `baseUrl ${parsed.problem}` } };
}
