// What the environment says of the providers: the names of their variables, and whom they connect.
import type { Provider } from './provider.js';
import { providers } from './registry.js';

const all: readonly Provider[] = Object.values(providers);

/** Two variables a provider, named as the vendor's own SDK names them, in the shape that libs/server reads them by. */
export const providerVariables = all.flatMap(({ name, env, baseUrl }) => (env === undefined ? [] : [
  { name: env.apiKey, kind: 'string' as const, secret: true, description: `API key of ${name}` },
  { name: env.baseUrl, kind: 'url' as const, protocols: ['https:', 'http:'], description: `Base URL of ${name} instead of ${baseUrl}` },
]));

/** Gives a variable's text, undefined where it is unset or empty. */
export type EnvironmentValue = (name: string) => string | undefined;

/** Whether it can be called with what the environment holds alone; a provider that answers in this process always can. */
export function isConnectedByEnvironment(provider: Provider, value: EnvironmentValue): boolean {
  if (provider.respond) return true;
  const { env, credential } = provider;
  return env !== undefined && value(credential === 'required' ? env.apiKey : env.baseUrl) !== undefined;
}

/** Where it is called when nothing else is said. */
export function baseUrlOf({ env, baseUrl }: Provider, value: EnvironmentValue): string {
  return ((env && value(env.baseUrl)) ?? baseUrl).replace(/\/+$/, '');
}
