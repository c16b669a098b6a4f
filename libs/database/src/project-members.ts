// Questions about who belongs to a project, and in which role.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { Prisma } from './generated/client.js';
import { revokeLinksOf } from './links.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import { missing } from './row-state.js';

export interface ProjectMemberRecord {
  projectId: string;
  memberId: string;
  email: string;
  name: string;
  /** In the project. */
  role: string;
  createdAt: Date;
  /** The member may not sign in at all. */
  disabledAt: Date | null;
}

const withMember = { member: { select: { email: true, name: true, disabledAt: true } } } satisfies Prisma.ProjectMemberInclude;
type ProjectMemberRow = Prisma.ProjectMemberGetPayload<{ include: typeof withMember }>;

@Injectable()
export class ProjectMemberRepository {
  constructor(private readonly database: Database) {}

  /** By age of the members, youngest first. `email`: a part of the address, in any case. */
  list(page: PageQuestion, projectId: string, { role, email }: { role?: string | undefined; email?: string | undefined } = {}): Promise<Page<ProjectMemberRecord>> {
    const filter = { projectId, ...(role !== undefined && { role }), ...(email !== undefined && { member: { email: { contains: email.toLowerCase() } } }) };
    return this.database.ask((client) => pageOf(page, (row: ProjectMemberRow & { id: string }) => projectMemberRecord(row), async ({ where: { id }, take }) => {
      const where = { ...filter, ...(id && { memberId: id }) };
      const rows = await client.projectMember.findMany({ where, orderBy: { memberId: 'desc' }, take, include: withMember });
      return rows.map((row) => ({ ...row, id: row.memberId }));
    }));
  }

  /** As the open change sees it; undefined: the member does not belong to the project. */
  async seekIn(change: Change, projectId: string, memberId: string): Promise<ProjectMemberRecord | undefined> {
    const row = await change.client.projectMember.findUnique({ where: { projectId_memberId: { projectId, memberId } }, include: withMember });
    return row ? projectMemberRecord(row) : undefined;
  }

  /** Adds the member, or gives another role. Both must exist. */
  async set(change: Change, projectId: string, memberId: string, role: string): Promise<ProjectMemberRecord> {
    const before = await this.seekIn(change, projectId, memberId);
    if (before?.role === role) return before;
    const row = await change.client.projectMember.upsert({
      where: { projectId_memberId: { projectId, memberId } }, include: withMember,
      create: { projectId, memberId, role, createdAt: change.at }, update: { role },
    });
    const after = projectMemberRecord(row);
    if (before) await this.changed(change, memberId);
    else await countChange(change, memberId);
    change.note({ action: before ? 'project-member.update' : 'project-member.add', resource: 'project-member', resourceId: memberId, projectId, before, after });
    return after;
  }

  /** Throws `missing` when the member does not belong to the project. */
  async remove(change: Change, projectId: string, memberId: string): Promise<void> {
    const before = (await this.seekIn(change, projectId, memberId)) ?? missing('member');
    await change.client.projectMember.delete({ where: { projectId_memberId: { projectId, memberId } } });
    await this.changed(change, memberId);
    change.note({ action: 'project-member.remove', resource: 'project-member', resourceId: memberId, projectId, before });
  }

  /** What they invited others to may no longer be theirs to give. */
  private async changed(change: Change, memberId: string): Promise<void> {
    await revokeLinksOf(change, { invitationsBy: memberId });
    await countChange(change, memberId);
  }
}

/** Roles in projects are shown with the member, so its version counts them. */
async function countChange(change: Change, memberId: string): Promise<void> {
  await change.client.member.update({ where: { id: memberId }, data: { version: { increment: 1 } } });
}

function projectMemberRecord({ projectId, memberId, role, createdAt, member }: ProjectMemberRow): ProjectMemberRecord {
  return { projectId, memberId, role, createdAt, ...member };
}
