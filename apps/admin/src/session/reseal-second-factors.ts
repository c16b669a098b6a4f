// When the admin API starts, secrets of second factors that an older key sealed are sealed by the current one, as those of providers are:
// the older can then be taken out of ENCRYPTION_KEY, and nobody is locked out.
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { SealError, Sealer } from '#access/seal';
import { MemberSecretRepository } from '#database/member-secrets';

@Injectable()
export class ResealSecondFactors implements OnModuleInit {
  private readonly logger = new Logger(ResealSecondFactors.name);

  constructor(private readonly secrets: MemberSecretRepository, private readonly sealer: Sealer) {}

  async onModuleInit(): Promise<void> {
    for (const { memberId, sealed } of await this.secrets.listSealed()) {
      if (!this.sealer.isCurrent(sealed)) await this.reseal(memberId, sealed);
    }
  }

  private async reseal(memberId: string, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.secrets.resealTotp(memberId, sealed, Uint8Array.from(this.sealer.seal(this.sealer.open(sealed, memberId), memberId)));
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      this.logger.warn(`The second factor of member ${memberId} cannot be used: ${error.message} Put the key back, or reset their second factor.`);
    }
  }
}
