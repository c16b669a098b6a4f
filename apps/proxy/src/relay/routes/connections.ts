// Which providers are connected, and with what: stored credentials first, oldest first, then the environment's.
import type { StoredCredential, TargetRecord } from '#database/records';
import { baseUrlOf, isConnectedByEnvironment, type EnvironmentValue } from '#providers/environment';
import type { Provider } from '#providers/provider';
import { providerById, providers } from '#providers/registry';

export interface Connection {
  provider: Provider;
  baseUrl: string;
  /** The environment is trusted to name any address, loopback too; whoever uses the API is not. */
  trusted: boolean;
  secret?: string;
  /** How ledger rows name the credential: never the secret. */
  credentialId: string;
}

/** By provider id, in the order they are tried; no list is empty. A provider that is not in it is not connected. */
export type Connections = ReadonlyMap<string, readonly Connection[]>;

/** Those that can serve a target: all of its provider's, or the one that it is pinned to. */
export function connectionsFor({ providerId, credentialId }: TargetRecord, connections: Connections): readonly Connection[] {
  const all = connections.get(providerId) ?? [];
  return credentialId === null ? all : all.filter((connection) => connection.credentialId === credentialId);
}

/** By provider id. */
export function readConnections(value: EnvironmentValue): ReadonlyMap<string, Connection> {
  const connections = new Map<string, Connection>();
  for (const provider of Object.values<Provider>(providers)) {
    const connection = connect(provider, value);
    if (connection) connections.set(provider.id, connection);
  }
  return connections;
}

function connect(provider: Provider, value: EnvironmentValue): Connection | undefined {
  if (!isConnectedByEnvironment(provider, value)) return undefined;
  const secret = provider.env && value(provider.env.apiKey);
  return {
    provider,
    baseUrl: baseUrlOf(provider, value),
    trusted: true,
    credentialId: `env:${provider.id}`,
    ...(secret !== undefined && { secret }),
  };
}

/** What of the environment bears on stored credentials. */
export interface StoredTerms { value: EnvironmentValue; allowPrivate: boolean }

/**
 * Undefined where it makes no connection: a provider that this version does not know, a base URL that is none, or no secret where
 * one is needed. `secret` is the credential's, opened.
 */
export function connectStored({ id, providerId, baseUrl }: StoredCredential, secret: string | undefined, { value, allowPrivate }: StoredTerms): Connection | undefined {
  const provider = providerById(providerId);
  if (!provider || (provider.credential === 'required' && secret === undefined)) return undefined;
  if (baseUrl !== null && !URL.canParse(baseUrl)) return undefined;
  return {
    provider,
    baseUrl: baseUrl?.replace(/\/+$/, '') ?? baseUrlOf(provider, value),
    trusted: baseUrl === null || allowPrivate,
    credentialId: id,
    ...(secret !== undefined && { secret }),
  };
}
