// Questions about links that work once: invitations and new passwords. Only the hash of what stands in a link is here.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { Link, Prisma } from './generated/client.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import { missing } from './row-state.js';

export interface ProjectGrant { projectId: string; role: string }

export interface InvitationRecord {
  id: string;
  email: string;
  role: string | null;
  projectRoles: ProjectGrant[];
  /** The member who invites; null: AIProxy itself. */
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export interface NewInvitation { email: string; role: string | null; projectRoles: ProjectGrant[]; hash: string; expiresAt: Date }

@Injectable()
export class LinkRepository {
  constructor(private readonly database: Database) {}

  /** Those that still work, newest first. */
  listInvitations(page: PageQuestion, now: Date, { email }: { email?: string | undefined } = {}): Promise<Page<InvitationRecord>> {
    const where = { ...openAt('invitation', now), ...(email !== undefined && { email: { contains: email.toLowerCase() } }) };
    return this.database.ask((client) =>
      pageOf(page, invitationRecord, (keyset) => client.link.findMany({ ...keyset, where: { ...where, ...keyset.where } })));
  }

  /** In place of one to the same address that still works. */
  async createInvitation(change: Change, { projectRoles, ...invitation }: NewInvitation): Promise<InvitationRecord> {
    const email = invitation.email.toLowerCase();
    await change.client.link.updateMany({ where: { ...openAt('invitation', change.at), email }, data: { revokedAt: change.at } });
    const row = await change.client.link.create({
      data: {
        ...invitation, email, kind: 'invitation', createdAt: change.at, createdBy: change.author.id, projectRoles: projectRoles.map((one) => ({ ...one })),
      },
    });
    const after = invitationRecord(row);
    change.note({ action: 'invitation.create', resource: 'invitation', resourceId: after.id, after });
    return after;
  }

  /** Whom a link that works is for: the address invited, or that of the member whose password it sets. Uses nothing up. */
  findAddress(kind: 'invitation' | 'password-reset', hash: string, now: Date): Promise<string | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.link.findFirst({ where: { ...openAt(kind, now), hash }, include: { member: { select: { email: true } } } });
      return row?.email ?? row?.member?.email;
    });
  }

  /** Throws `missing` for one that does not work any more, too. */
  async revokeInvitation(change: Change, id: string): Promise<void> {
    const row = (await change.client.link.findFirst({ where: { ...openAt('invitation', change.at), id } })) ?? missing('invitation');
    await change.client.link.update({ where: { id }, data: { revokedAt: change.at } });
    change.note({ action: 'invitation.revoke', resource: 'invitation', resourceId: id, before: invitationRecord(row) });
  }

  /** Uses it up. Undefined: there is none that works. */
  async takeInvitation(change: Change, hash: string): Promise<InvitationRecord | undefined> {
    const row = await take(change, 'invitation', hash);
    if (!row) return undefined;
    change.note({ action: 'invitation.redeem', resource: 'invitation', resourceId: row.id, before: invitationRecord(row) });
    return invitationRecord(row);
  }

  /** Lets whoever holds it set the member's password. */
  async createPasswordReset(change: Change, reset: { memberId: string; hash: string; expiresAt: Date }): Promise<void> {
    await change.client.link.create({ data: { ...reset, kind: 'password-reset', createdAt: change.at, createdBy: change.author.id } });
    change.note({ action: 'password-reset.create', resource: 'member', resourceId: reset.memberId, after: { expiresAt: reset.expiresAt } });
  }

  /** Uses it up, and with it all others for that member. Gives the member; undefined: there is none that works. */
  async takePasswordReset(change: Change, hash: string): Promise<string | undefined> {
    const row = await take(change, 'password-reset', hash);
    if (!row?.memberId) return undefined;
    await revokeLinksOf(change, { resetsFor: row.memberId });
    change.note({ action: 'password-reset.redeem', resource: 'member', resourceId: row.memberId });
    return row.memberId;
  }
}

/** Ends the links that work, of invitations by a member or of new passwords for one. */
export async function revokeLinksOf(change: Change, whose: { invitationsBy: string } | { resetsFor: string }): Promise<void> {
  const of = 'resetsFor' in whose ? { ...openAt('password-reset', change.at), memberId: whose.resetsFor } : { ...openAt('invitation', change.at), createdBy: whose.invitationsBy };
  const links = await change.client.link.findMany({ where: of });
  await change.client.link.updateMany({ where: { id: { in: links.map(({ id }) => id) } }, data: { revokedAt: change.at } });
  if ('resetsFor' in whose) return; // told with what ended them
  for (const link of links) change.note({ action: 'invitation.revoke', resource: 'invitation', resourceId: link.id, before: invitationRecord(link) });
}

const openAt = (kind: string, now: Date) => ({ kind, usedAt: null, revokedAt: null, expiresAt: { gt: now } }) satisfies Prisma.LinkWhereInput;

/** Changes come one after the other, so of two that take it at once one finds it used. */
async function take(change: Change, kind: string, hash: string): Promise<Link | undefined> {
  const row = await change.client.link.findFirst({ where: { ...openAt(kind, change.at), hash } });
  if (!row) return undefined;
  await change.client.link.update({ where: { id: row.id }, data: { usedAt: change.at } });
  return row;
}

function invitationRecord({ id, email, role, projectRoles, createdBy, createdAt, expiresAt }: Link): InvitationRecord {
  return { id, email: email ?? '', role, projectRoles: projectRoles as unknown as ProjectGrant[], createdBy, createdAt, expiresAt };
}
