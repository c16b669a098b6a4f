// Which providers can be called at the moment, as the proxy sees it: by the environment, or by a stored credential in use.
import { Injectable } from '@nestjs/common';
import { CredentialRepository, type CredentialRecord } from '#database/credentials';
import { providerById } from '#providers/registry';
import { ProviderEnvironment } from './provider-environment.js';

/** `credentialId`: the one that a target is pinned to; null: any of the provider's. */
export type IsConnected = (providerId: string, credentialId: string | null) => boolean;
/** Ids of those in use, the environment's last. */
export type CredentialsFor = (providerId: string, credentialId: string | null) => string[];

@Injectable()
export class Connections {
  constructor(private readonly credentials: CredentialRepository, private readonly environment: ProviderEnvironment) {}

  async read(): Promise<{ isConnected: IsConnected; credentialsFor: CredentialsFor; stored: CredentialRecord[] }> {
    const stored = await this.credentials.listAll();
    const inUse = stored.filter(isUsable);
    const credentialsFor: CredentialsFor = (providerId, credentialId) => {
      const own = inUse.filter((credential) => credential.providerId === providerId).map(({ id }) => id);
      if (credentialId !== null) return own.filter((id) => id === credentialId);
      const provider = providerById(providerId);
      return provider !== undefined && this.environment.connects(provider) ? [...own, `env:${providerId}`] : own;
    };
    return { stored, credentialsFor, isConnected: (providerId, credentialId) => credentialsFor(providerId, credentialId).length > 0 };
  }
}

function isUsable({ providerId, disabledAt, hasSecret }: CredentialRecord): boolean {
  const provider = providerById(providerId);
  return provider !== undefined && disabledAt === null && (hasSecret || provider.credential === 'none');
}
