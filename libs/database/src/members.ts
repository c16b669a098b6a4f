// Questions about members: the people who sign in, and their roles.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { Prisma } from './generated/client.js';

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
  oidcSubject?: string;
}

export const withProjects = { projects: { select: { projectId: true, role: true } } } satisfies Prisma.MemberInclude;
type MemberRow = Prisma.MemberGetPayload<{ include: typeof withProjects }>;

@Injectable()
export class MemberRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<MemberRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.member.findUnique({ where: { id }, include: withProjects });
      return row ? memberRecord(row) : undefined;
    });
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
}

export function memberRecord(row: MemberRow): MemberRecord {
  const { id, email, name, role, createdAt, disabledAt, lastSignInAt, version } = row;
  return {
    id, email, name, role, projectRoles: row.projects, createdAt, disabledAt, lastSignInAt, version,
    hasPassword: row.passwordHash !== null, hasTotp: row.totpConfirmedAt !== null, hasOidc: row.oidcSubject !== null,
  };
}
