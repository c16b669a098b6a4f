// When the admin API starts, secrets that an older key sealed are sealed by the current one, so that the older can be taken out of
// ENCRYPTION_KEY.
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { systemAuthor } from '#database/change';
import { CredentialRepository } from '#database/credentials';
import { Database } from '#database/database';
import { Clock } from '#server/clock';
import { CredentialSecrets } from './credential-secrets.js';

@Injectable()
export class ResealCredentials implements OnModuleInit {
  private readonly logger = new Logger(ResealCredentials.name);

  constructor(
    private readonly database: Database, private readonly credentials: CredentialRepository,
    private readonly secrets: CredentialSecrets, private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const rows = (await this.credentials.listSealed()).flatMap(({ id, secret }) => this.reseal(id, secret));
    if (rows.length === 0) return;
    await this.database.change(systemAuthor('start'), new Date(this.clock.now()), (change) => this.credentials.reseal(change, rows));
  }

  private reseal(id: string, from: Uint8Array) {
    try {
      const to = this.secrets.reseal(from, id);
      return to ? [{ id, from, to }] : [];
    } catch (error) {
      this.logger.warn(`The secret of credential ${id} cannot be used. ${(error as Error).message}`);
      return [];
    }
  }
}
