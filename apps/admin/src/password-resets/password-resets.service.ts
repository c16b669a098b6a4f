// Makes the links that set a new password: asked for by an admin, or by whoever names an address.
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { mintToken } from '#access/token';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { LinkRepository } from '#database/links';
import { MemberRepository } from '#database/members';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { DeliveryDto } from '../mail/delivery.dto.js';
import { LinkDelivery, type OneTimeLink } from '../mail/link-delivery.js';
import { requireNoMoreThan } from '../members/grant-rules.js';
import type { Doer } from '../members/members.service.js';

const lifetimeMs = 3_600_000;

@Injectable()
export class PasswordResetsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PasswordResetsService.name);
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: Database, private readonly members: MemberRepository, private readonly links: LinkRepository,
    private readonly delivery: LinkDelivery, private readonly clock: Clock,
  ) {}

  /** For others only: whoever holds a stolen session must not be able to give the account a password of theirs. */
  async createFor({ me, by }: Doer, memberId: string): Promise<DeliveryDto> {
    const { now, secret, hash, expiresAt } = this.mint();
    const { email } = await this.database.change(by, now, async (change) => {
      const member = await this.members.findIn(change, { id: memberId });
      requireNoMoreThan(me, member);
      if (memberId === me.memberId) throw new ApiError('forbidden', { message: 'Change your own password with the current one.' });
      if (member.disabledAt) throw new ApiError('conflict', { message: 'This member is disabled.' });
      await this.links.createPasswordReset(change, { memberId, hash, expiresAt });
      return member;
    });
    return this.delivery.deliver({ kind: 'password-reset', to: email, secret, expiresAt });
  }

  /** Done while the caller is answered already: neither the answer nor its time tells whether the address is a member's. */
  askFor(by: Author, email: string): void {
    const work = this.mailLink(by, email)
      .catch((error: unknown) => { this.logger.error(`a link for a new password could not be made: ${(error as Error).name}`); })
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async mailLink(by: Author, email: string): Promise<void> {
    if (!this.delivery.byMail) return;
    const { now, secret, hash, expiresAt } = this.mint();
    const link = await this.database.change(by, now, async (change): Promise<OneTimeLink | undefined> => {
      const member = await this.members.seekIn(change, { email });
      // Who signs in by single sign-on alone does not get a second way in by asking for it.
      if (!member || member.disabledAt || !member.hasPassword) return undefined;
      await this.links.createPasswordReset(change, { memberId: member.id, hash, expiresAt });
      return { kind: 'password-reset', to: member.email, secret, expiresAt };
    });
    if (link) await this.delivery.deliver(link);
  }

  private mint() {
    const now = new Date(this.clock.now());
    return { now, expiresAt: new Date(now.getTime() + lifetimeMs), ...mintToken() };
  }
}
