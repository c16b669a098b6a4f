// Which providers are connected here, and with what: read from the environment once at start.
import type { Provider } from '#providers/provider';
import { providers } from '#providers/registry';

export interface Connection {
  provider: Provider;
  baseUrl: string;
  /** The environment is trusted to name any address, loopback too. */
  trusted: boolean;
  secret?: string;
  /** How ledger rows name the credential: never the secret. */
  credentialId: string;
}

/** By provider id. A provider that is not in it is not connected. */
export type Connections = ReadonlyMap<string, Connection>;

/** `value` gives an environment variable's text, undefined where it is unset or empty. */
export function readConnections(value: (name: string) => string | undefined): Connections {
  const connections = new Map<string, Connection>();
  for (const provider of Object.values<Provider>(providers)) {
    const connection = connect(provider, value);
    if (connection) connections.set(provider.id, connection);
  }
  return connections;
}

function connect(provider: Provider, value: (name: string) => string | undefined): Connection | undefined {
  const secret = provider.env && value(provider.env.apiKey);
  const baseUrl = provider.env && value(provider.env.baseUrl);
  const connected = provider.respond !== undefined || (provider.credential === 'required' ? secret : baseUrl) !== undefined;
  if (!connected) return undefined;
  return {
    provider,
    baseUrl: (baseUrl ?? provider.baseUrl).replace(/\/+$/, ''),
    trusted: true,
    credentialId: `env:${provider.id}`,
    ...(secret !== undefined && { secret }),
  };
}

/** The connections of this process, to be injected. */
export class ConnectedProviders {
  constructor(readonly byId: Connections) {}
}
