// Makes a member of whoever holds an invitation.
import { Injectable } from '@nestjs/common';
import { hashToken } from '#access/token';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { LinkRepository } from '#database/links';
import { MemberRepository, type MemberRecord } from '#database/members';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { deadLink, hashNewPassword } from '../password-resets/new-password.js';
import type { RedeemInvitationDto } from './invitation.dto.js';

@Injectable()
export class InvitationRedemption {
  constructor(
    private readonly database: Database, private readonly links: LinkRepository, private readonly members: MemberRepository, private readonly clock: Clock,
  ) {}

  /** `by` gives the author for the invited address. 409 when that became a member's meanwhile. */
  async redeem(by: (email: string) => Author, { token, name, password }: RedeemInvitationDto): Promise<MemberRecord> {
    const now = new Date(this.clock.now());
    const hash = hashToken(token);
    const address = (await this.links.findAddress('invitation', hash, now)) ?? deadLink();
    const passwordHash = await hashNewPassword(password, address);
    return this.database.change(by(address), now, async (change) => {
      const { email, role, projectRoles } = (await this.links.takeInvitation(change, hash)) ?? deadLink();
      if (await this.members.seekIn(change, { email })) throw new ApiError('conflict', { message: 'There is a member with this address already. Sign in instead.' });
      return this.members.create(change, { email, name, role, projectRoles, passwordHash });
    });
  }
}
