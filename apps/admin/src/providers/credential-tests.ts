// Tries a stored credential out by its provider's free call, and keeps what came of it.
import { Injectable } from '@nestjs/common';
import { SealError } from '#access/seal';
import { CredentialRepository, type CredentialRecord } from '#database/credentials';
import { probe, type Probed } from '#providers/probe';
import { providerById } from '#providers/registry';
import { Clock } from '#server/clock';
import { notFound } from '../http/not-found.js';
import { CredentialSecrets } from './credential-secrets.js';
import { ProviderEnvironment } from './provider-environment.js';

@Injectable()
export class CredentialTests {
  constructor(
    private readonly credentials: CredentialRepository, private readonly secrets: CredentialSecrets,
    private readonly environment: ProviderEnvironment, private readonly clock: Clock,
  ) {}

  async run(id: string): Promise<Probed & { testedAt: Date }> {
    const credential = await this.credentials.find(id);
    if (!credential || credential.removedAt !== null) throw notFound('credential');
    const sealed = await this.credentials.findSealed(id);
    const probed = await this.probe(credential, sealed);
    const testedAt = new Date(this.clock.now());
    await this.credentials.recordTest(credential, testedAt, probed.outcome);
    return { ...probed, testedAt };
  }

  private async probe({ id, providerId, baseUrl }: CredentialRecord, sealed: Uint8Array | null): Promise<Probed> {
    const provider = providerById(providerId);
    if (!provider) return failed('This version does not know the provider.');
    let secret: string | undefined;
    try {
      secret = sealed ? this.secrets.open(sealed, id) : undefined;
    } catch (error) {
      if (error instanceof SealError) return failed('Its secret cannot be opened: ENCRYPTION_KEY does not hold the key that sealed it.');
      throw error;
    }
    // As the proxy calls it: an address that an admin set is trusted no further than ALLOW_PRIVATE_UPSTREAMS says.
    const trusted = baseUrl === null || this.environment.allowPrivate;
    return probe({ provider, baseUrl: baseUrl ?? this.environment.baseUrlOf(provider), trusted, ...(secret !== undefined && { secret }) });
  }
}

const failed = (message: string): Probed => ({ outcome: 'failed', message, models: null });
