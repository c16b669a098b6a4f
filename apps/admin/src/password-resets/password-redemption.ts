// Sets the new password of whoever holds a link for it. Every session ends, since somebody else may have known the old one.
import { Injectable } from '@nestjs/common';
import { hashToken } from '#access/token';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { LinkRepository } from '#database/links';
import { MemberSecretRepository } from '#database/member-secrets';
import { SessionRepository } from '#database/sessions';
import { Clock } from '#server/clock';
import { deadLink, hashNewPassword } from './new-password.js';
import type { RedeemPasswordResetDto } from './password-reset.dto.js';

@Injectable()
export class PasswordRedemption {
  constructor(
    private readonly database: Database, private readonly links: LinkRepository, private readonly secrets: MemberSecretRepository,
    private readonly sessions: SessionRepository, private readonly clock: Clock,
  ) {}

  /** `by` gives the author for the member's address. */
  async redeem(by: (email: string) => Author, { token, password }: RedeemPasswordResetDto): Promise<void> {
    const now = new Date(this.clock.now());
    const hash = hashToken(token);
    const email = (await this.links.findAddress('password-reset', hash, now)) ?? deadLink();
    const passwordHash = await hashNewPassword(password, email);
    await this.database.change(by(email), now, async (change) => {
      const memberId = (await this.links.takePasswordReset(change, hash)) ?? deadLink();
      await this.secrets.setPassword(change, memberId, passwordHash);
      await this.sessions.endAll(change, memberId, { reason: 'password reset' });
    });
  }
}
