// Which providers can be called at the moment, as the proxy sees it: by the environment, or by a stored credential in use.
import { Injectable } from '@nestjs/common';
import { CredentialRepository, type CredentialRecord } from '#database/credentials';
import { providerById } from '#providers/registry';
import { ProviderEnvironment } from './provider-environment.js';

/** `credentialId`: the one that a target is pinned to; null: any of the provider's. */
export type IsConnected = (providerId: string, credentialId: string | null) => boolean;

@Injectable()
export class Connections {
  constructor(private readonly credentials: CredentialRepository, private readonly environment: ProviderEnvironment) {}

  async read(): Promise<{ isConnected: IsConnected; stored: CredentialRecord[] }> {
    const stored = await this.credentials.listAll();
    const inUse = stored.filter(isUsable);
    return {
      stored,
      isConnected: (providerId, credentialId) => {
        const own = inUse.filter((credential) => credential.providerId === providerId);
        if (credentialId !== null) return own.some(({ id }) => id === credentialId);
        const provider = providerById(providerId);
        return own.length > 0 || (provider !== undefined && this.environment.connects(provider));
      },
    };
  }
}

function isUsable({ providerId, disabledAt, hasSecret }: CredentialRecord): boolean {
  const provider = providerById(providerId);
  return provider !== undefined && disabledAt === null && (hasSecret || provider.credential === 'none');
}
