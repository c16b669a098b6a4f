// Invites people, within what the inviting member may give.
import { Injectable } from '@nestjs/common';
import { mintToken } from '#access/token';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import { LinkRepository, type InvitationRecord } from '#database/links';
import { MemberRepository } from '#database/members';
import type { Page } from '#database/page';
import { ProjectRepository } from '#database/projects';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { pageQuestion } from '../http/list-query.dto.js';
import { invalid } from '../http/validation.js';
import { requireProjectRoleGrant, requireRoleGrant } from '../members/grant-rules.js';
import type { Doer } from '../members/members.service.js';
import type { CreateInvitationDto, InvitationQueryDto } from './invitation.dto.js';

const lifetimeMs = 7 * 86_400_000;

/** `secret` stands in the link, and nowhere else. */
export interface MadeInvitation { invitation: InvitationRecord; secret: string }

@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database, private readonly links: LinkRepository, private readonly members: MemberRepository,
    private readonly projects: ProjectRepository, private readonly clock: Clock,
  ) {}

  /** Those that still work. */
  list(query: InvitationQueryDto): Promise<Page<InvitationRecord>> {
    return this.links.listInvitations(pageQuestion(query), this.now(), { email: query.email });
  }

  /** 409 for the address of a member. In place of an earlier one to the same address. */
  async create({ me, by }: Doer, { email, role, projectRoles = [] }: CreateInvitationDto): Promise<MadeInvitation> {
    if (role === undefined && projectRoles.length === 0) throw invalid([{ param: 'role', message: 'role or projectRoles must say what the member may do' }]);
    if (role !== undefined) requireRoleGrant(me, role);
    await this.requireProjects(projectRoles);
    for (const [index, grant] of projectRoles.entries()) requireProjectRoleGrant(me, grant, `projectRoles[${index}].role`);
    const now = this.now();
    const { secret, hash } = mintToken();
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    const invitation = await this.database.change(by, now, async (change) => {
      await this.requireStranger(change, email);
      return this.links.createInvitation(change, { email, role: role ?? null, projectRoles, hash, expiresAt });
    });
    return { invitation, secret };
  }

  async revoke(by: Author, id: string): Promise<void> {
    await this.database.change(by, this.now(), (change) => this.links.revokeInvitation(change, id));
  }

  private async requireProjects(grants: readonly { projectId: string }[]): Promise<void> {
    const found = await Promise.all(grants.map(({ projectId }) => this.projects.find(projectId)));
    const problems = found.flatMap((project, index) => (project && !project.archivedAt ? [] : [{ param: `projectRoles[${index}].projectId`, message: 'There is no such project, or it is archived.' }]));
    if (problems.length > 0) throw invalid(problems);
  }

  private async requireStranger(change: Change, email: string): Promise<void> {
    if (await this.members.seekIn(change, { email })) throw new ApiError('conflict', { param: 'email', message: 'There is a member with this address already.' });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
