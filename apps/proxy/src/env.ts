// The environment of the proxy: the core variables and, for each provider of the registry, its key and its base URL.
import type { Provider } from '#providers/provider';
import { providers } from '#providers/registry';
import { readEnv } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';

/** Two variables a provider, named as the vendor's own SDK names them. */
export const providerVariables: readonly EnvVariable[] = Object.values<Provider>(providers).flatMap(({ name, env, baseUrl }) =>
  env === undefined ? [] : [
    { name: env.apiKey, kind: 'string', secret: true, description: `API key of ${name}` },
    { name: env.baseUrl, kind: 'url', protocols: ['https:', 'http:'], description: `Base URL of ${name} instead of ${baseUrl}` },
  ]);

export type ProxyEnv = ReturnType<typeof readProxyEnv>;

/** Throws EnvError listing everything that is wrong. `provider(name)` gives a provider's variable, undefined where unset. */
export function readProxyEnv(source: NodeJS.ProcessEnv) {
  const env = readEnv(source, providerVariables);
  const values = env as Record<string, unknown>;
  return { ...env, provider: (name: string) => values[name] as string | undefined };
}
