// The rules of who belongs to a project.
import { Injectable } from '@nestjs/common';
import type { ProjectRole } from '#access/roles';
import type { Change } from '#database/change';
import { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import type { Page } from '#database/page';
import { ProjectMemberRepository, type ProjectMemberRecord } from '#database/project-members';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { coversProjectRole, requireProjectRoleGrant } from '../members/grant-rules.js';
import type { Doer } from '../members/members.service.js';
import type { ProjectMemberQueryDto } from './project-member.dto.js';

@Injectable()
export class ProjectMembersService {
  constructor(
    private readonly database: Database, private readonly projectMembers: ProjectMemberRepository, private readonly members: MemberRepository, private readonly clock: Clock,
  ) {}

  list(projectId: string, query: ProjectMemberQueryDto): Promise<Page<ProjectMemberRecord>> {
    const { role, email } = query;
    return this.projectMembers.list(pageQuestion(query), projectId, { role, email });
  }

  /** Adds the member, or gives another role. The disabled are added nowhere. */
  set({ me, by }: Doer, projectId: string, who: { id: string } | { email: string }, role: ProjectRole): Promise<ProjectMemberRecord> {
    requireProjectRoleGrant(me, { projectId, role });
    return this.database.change(by, new Date(this.clock.now()), async (change) => {
      const member = await this.members.seekIn(change, who);
      if (!member || member.disabledAt) throw notFound('member');
      await this.requireNoMoreThan(me, change, projectId, member.id);
      return this.projectMembers.set(change, projectId, member.id, role);
    });
  }

  async remove({ me, by }: Doer, projectId: string, memberId: string): Promise<void> {
    await this.database.change(by, new Date(this.clock.now()), async (change) => {
      await this.requireNoMoreThan(me, change, projectId, memberId);
      await this.projectMembers.remove(change, projectId, memberId);
    });
  }

  /** What the member holds elsewhere stays as it is, so only the role in this project counts. */
  private async requireNoMoreThan(me: Principal, change: Change, projectId: string, memberId: string): Promise<void> {
    const before = await this.projectMembers.seekIn(change, projectId, memberId);
    if (!before || coversProjectRole(me, before)) return;
    throw new ApiError('forbidden', { message: 'This member holds more in the project than you do, so you may not change them.' });
  }
}
