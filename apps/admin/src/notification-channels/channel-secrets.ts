// Secrets of channels on their way into the database and out of it: what webhooks are signed with, and Slack's URLs. Sealed, bound to
// their row; when the admin API starts, those that an older key sealed are sealed anew.
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { SealError, Sealer } from '#access/seal';
import { ChannelRepository } from '#database/notification-channels';

const secretBytes = 32;

@Injectable()
export class ChannelSecrets implements OnModuleInit {
  private readonly logger = new Logger(ChannelSecrets.name);

  constructor(private readonly channels: ChannelRepository, private readonly sealer: Sealer) {}

  async onModuleInit(): Promise<void> {
    for (const { id, secret } of await this.channels.listSealed()) if (!this.sealer.isCurrent(secret)) await this.reseal(id, secret);
  }

  /** For a webhook. */
  mint(): string {
    return `whsec_${randomBytes(secretBytes).toString('base64url')}`;
  }

  seal(secret: string, channelId: string): Uint8Array {
    return Uint8Array.from(this.sealer.seal(secret, channelId));
  }

  /** Throws SealError. */
  open(sealed: Uint8Array, channelId: string): string {
    return this.sealer.open(sealed, channelId);
  }

  private async reseal(id: string, sealed: Uint8Array): Promise<void> {
    try {
      await this.channels.reseal(id, sealed, this.seal(this.open(sealed, id), id));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      this.logger.warn(`The secret of notification channel ${id} cannot be used: ${error.message} Put the key back, or set the channel anew.`);
    }
  }
}
