// Questions about members: the people who sign in, and their roles.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import { DatabaseError } from './errors.js';
import type { Prisma } from './generated/client.js';
import { revokeLinksOf } from './links.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import { missing, requireChangeable } from './row-state.js';

export interface MemberRecord {
  id: string;
  email: string;
  name: string;
  /** In the organisation; null: only in the projects below. */
  role: string | null;
  projectRoles: { projectId: string; role: string }[];
  createdAt: Date;
  disabledAt: Date | null;
  lastSignInAt: Date | null;
  /** What they can prove who they are with. */
  hasPassword: boolean;
  hasTotp: boolean;
  hasOidc: boolean;
  version: number;
}

export interface NewMember {
  email: string;
  name: string;
  role: string | null;
  projectRoles?: { projectId: string; role: string }[];
  /** argon2id. */
  passwordHash?: string;
  /** Issuer and subject of single sign-on, a space between them. */
  oidcSubject?: string;
}

export interface MemberPatch {
  name?: string;
  role?: string | null;
  disabled?: boolean;
}

export interface MemberFilter {
  /** A part of the address, in any case. */
  email?: string | undefined;
  role?: string | undefined;
  disabled?: boolean | undefined;
}

export const withProjects = { projects: { select: { projectId: true, role: true } } } satisfies Prisma.MemberInclude;
type MemberRow = Prisma.MemberGetPayload<{ include: typeof withProjects }>;

@Injectable()
export class MemberRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<MemberRecord | undefined> {
    return this.database.ask((client) => found(client, { id }));
  }

  /** As the open change sees them: nobody else changes them before it is over. Throws `missing`. */
  async findIn(change: Change, who: { id: string } | { email: string } | { oidcSubject: string }): Promise<MemberRecord> {
    return (await this.seekIn(change, who)) ?? missing('member');
  }

  /** The same, where there may be none. */
  seekIn(change: Change, who: { id: string } | { email: string } | { oidcSubject: string }): Promise<MemberRecord | undefined> {
    return found(change.client, 'email' in who ? { email: who.email.toLowerCase() } : who);
  }

  /** Of these, those who are not disabled. */
  async active(who: { ids: readonly string[] } | { emails: readonly string[] }): Promise<{ id: string; email: string }[]> {
    const where = 'ids' in who ? { id: { in: [...who.ids] } } : { email: { in: who.emails.map((email) => email.toLowerCase()) } };
    return this.database.ask((client) => client.member.findMany({ where: { ...where, disabledAt: null }, select: { id: true, email: true }, orderBy: { id: 'asc' } }));
  }

  /** Newest first. */
  list(page: PageQuestion, { email, role, disabled }: MemberFilter = {}): Promise<Page<MemberRecord>> {
    const where: Prisma.MemberWhereInput = {
      ...(email !== undefined && { email: { contains: email.toLowerCase() } }),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabledAt: disabled ? { not: null } : null }),
    };
    return this.database.ask((client) =>
      pageOf(page, memberRecord, (keyset) => client.member.findMany({ ...keyset, where: { ...where, ...keyset.where }, include: withProjects })));
  }

  /** Throws `conflict` when the address is taken. */
  async create(change: Change, { projectRoles = [], passwordHash, ...member }: NewMember): Promise<MemberRecord> {
    const password = passwordHash === undefined ? {} : { passwordHash, passwordChangedAt: change.at };
    const projects = { create: projectRoles.map((one) => ({ ...one, createdAt: change.at })) };
    const row = await change.client.member.create({
      data: { ...member, ...password, email: member.email.toLowerCase(), createdAt: change.at, projects }, include: withProjects,
    });
    const after = memberRecord(row);
    change.note({ action: 'member.create', resource: 'member', resourceId: after.id, after });
    return after;
  }

  /**
   * With another role, or disabled, what they invited others to is no longer theirs to give. Sessions of the disabled do not work, but
   * are for the caller to end. Throws `missing`, `stale`, and `in-use` when nobody else is an owner who can sign in.
   */
  async update(change: Change, id: string, { disabled, ...patch }: MemberPatch, version?: number): Promise<MemberRecord> {
    const before = await this.findIn(change, { id });
    requireChangeable(change, before, version);
    const otherRole = patch.role !== undefined && patch.role !== before.role;
    const disabling = disabled === true && before.disabledAt === null;
    if (((otherRole && patch.role !== 'owner') || disabling) && await this.isLastOwner(change, before)) {
      throw new DatabaseError('in-use', 'This is the last owner. Make somebody else an owner first.');
    }
    if (otherRole || disabling) await revokeLinksOf(change, { invitationsBy: id });
    if (disabling) await revokeLinksOf(change, { resetsFor: id });
    const data = { ...patch, ...(disabled !== undefined && { disabledAt: disabled ? before.disabledAt ?? change.at : null }) };
    return this.write(change, 'member.update', before, data);
  }

  /** Whether nobody is an owner (and not disabled) but this member. */
  async isLastOwner(change: Change, { id, role, disabledAt }: Pick<MemberRecord, 'id' | 'role' | 'disabledAt'>): Promise<boolean> {
    if (role !== 'owner' || disabledAt !== null) return false;
    return (await change.client.member.count({ where: { role: 'owner', disabledAt: null, id: { not: id } } })) === 0;
  }

  /** In place of what another issuer calls them. Throws `in-use` when this one knows them by another name already: then that is somebody else. */
  async linkOidc(change: Change, before: MemberRecord, { issuer, subject }: { issuer: string; subject: string }): Promise<MemberRecord> {
    const { oidcSubject } = (await change.client.member.findUnique({ where: { id: before.id }, select: { oidcSubject: true } })) ?? missing('member');
    if (oidcSubject?.startsWith(`${issuer} `) === true) throw new DatabaseError('in-use', 'The member is linked to another account of the issuer.');
    return this.write(change, 'member.link-single-sign-on', before, { oidcSubject: `${issuer} ${subject}` });
  }

  private async write(change: Change, action: string, before: MemberRecord, data: Prisma.MemberUpdateInput): Promise<MemberRecord> {
    const row = await change.client.member.update({ where: { id: before.id }, data: { ...data, version: { increment: 1 } }, include: withProjects });
    const after = memberRecord(row);
    change.note({ action, resource: 'member', resourceId: before.id, before, after });
    return after;
  }
}

async function found(client: Client, where: Prisma.MemberWhereUniqueInput): Promise<MemberRecord | undefined> {
  const row = await client.member.findUnique({ where, include: withProjects });
  return row ? memberRecord(row) : undefined;
}

export function memberRecord(row: MemberRow): MemberRecord {
  const { id, email, name, role, createdAt, disabledAt, lastSignInAt, version } = row;
  return {
    id, email, name, role, projectRoles: row.projects, createdAt, disabledAt, lastSignInAt, version,
    hasPassword: row.passwordHash !== null, hasTotp: row.totpConfirmedAt !== null, hasOidc: row.oidcSubject !== null,
  };
}
