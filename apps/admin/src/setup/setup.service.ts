// Makes the first owner for whoever holds the setup link. Once there is a member, there is nothing here.
import { Injectable } from '@nestjs/common';
import { hashToken } from '#access/token';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { MemberRepository, type MemberRecord } from '#database/members';
import { SetupRepository } from '#database/setup';
import { Clock } from '#server/clock';
import { notFound } from '../http/not-found.js';
import { hashNewPassword } from '../password-resets/new-password.js';
import type { SetupDto } from './setup.dto.js';

@Injectable()
export class SetupService {
  constructor(private readonly database: Database, private readonly setup: SetupRepository, private readonly members: MemberRepository, private readonly clock: Clock) {}

  /** Throws 404 for a link that does not work, and when there is a member; 400 for a weak password, which uses nothing up. */
  async redeem(by: Author, { token, email, name, password }: SetupDto): Promise<MemberRecord> {
    if (await this.setup.hasMembers()) throw notFound('setup link');
    const passwordHash = await hashNewPassword(password, email);
    return this.database.change(by, new Date(this.clock.now()), async (change) => {
      if (!(await this.setup.takeLink(change, hashToken(token)))) throw notFound('setup link');
      return this.members.create(change, { email, name, role: 'owner', passwordHash });
    });
  }
}
