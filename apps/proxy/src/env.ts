// The environment of the proxy: the core variables and, for each provider of the registry, its key and its base URL.
import { providerVariables as declared } from '#providers/environment';
import { readEnv } from '#server/env/read-env';
import type { EnvVariable } from '#server/env/variable';

export const providerVariables: readonly EnvVariable[] = declared;

export type ProxyEnv = ReturnType<typeof readProxyEnv>;

/** Throws EnvError listing everything that is wrong. `provider(name)` gives a provider's variable, undefined where unset. */
export function readProxyEnv(source: NodeJS.ProcessEnv) {
  const env = readEnv(source, providerVariables);
  const values = env as Record<string, unknown>;
  return { ...env, provider: (name: string) => values[name] as string | undefined };
}
