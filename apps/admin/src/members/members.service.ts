// The rules of members: who may change whom.
import { Injectable } from '@nestjs/common';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import { MemberSecretRepository } from '#database/member-secrets';
import { MemberRepository, type MemberRecord } from '#database/members';
import type { Page } from '#database/page';
import { SessionRepository } from '#database/sessions';
import { ApiError } from '#server/errors/api-error';
import { Clock } from '#server/clock';
import type { Principal } from '../access/principal.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { requireNoMoreThan, requireRoleGrant } from './grant-rules.js';
import type { MemberQueryDto, UpdateMemberDto } from './member.dto.js';

/** Who does it: as guards see them, and as the audit log names them. */
export interface Doer { me: Principal; by: Author }

@Injectable()
export class MembersService {
  constructor(
    private readonly database: Database, private readonly members: MemberRepository, private readonly secrets: MemberSecretRepository,
    private readonly sessions: SessionRepository, private readonly clock: Clock,
  ) {}

  list(query: MemberQueryDto): Promise<Page<MemberRecord>> {
    const { email, role, disabled } = query;
    return this.members.list(pageQuestion(query), { email, role, disabled });
  }

  async get(id: string): Promise<MemberRecord> {
    return (await this.members.find(id)) ?? Promise.reject(notFound('member'));
  }

  update({ me, by }: Doer, id: string, patch: UpdateMemberDto, version: number | undefined): Promise<MemberRecord> {
    return this.change(by, async (change) => {
      const before = await this.members.findIn(change, { id });
      requireNoMoreThan(me, before);
      if (patch.role != null && patch.role !== before.role) requireRoleGrant(me, patch.role);
      if (patch.disabled === true && id === me.memberId) throw new ApiError('forbidden', { param: 'disabled', message: 'You may not disable yourself.' });
      if (patch.disabled === true) await this.sessions.endAll(change, id, { reason: 'member disabled' });
      return this.members.update(change, id, patch, version);
    });
  }

  async signOut({ me, by }: Doer, id: string): Promise<void> {
    await this.change(by, async (change) => {
      requireNoMoreThan(me, await this.members.findIn(change, { id }));
      await this.sessions.endAll(change, id, { reason: 'signed out by somebody else' });
    });
  }

  /** For others only: one's own is taken away with its code, so that a stolen session cannot do it. */
  resetSecondFactor({ me, by }: Doer, id: string): Promise<MemberRecord> {
    return this.change(by, async (change) => {
      const before = await this.members.findIn(change, { id });
      requireNoMoreThan(me, before);
      if (id === me.memberId) throw new ApiError('forbidden', { message: 'Turn off your own second factor with its code.' });
      await this.sessions.endAll(change, id, { reason: 'second factor reset' });
      if (before.hasTotp) await this.secrets.removeTotp(change, id);
      return this.members.findIn(change, { id });
    });
  }

  private change<T>(by: Author, work: (change: Change) => Promise<T>): Promise<T> {
    return this.database.change(by, new Date(this.clock.now()), work);
  }
}
