// Questions about personal access tokens: what scripts sign in with, as their member and within a role.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { AccessToken } from './generated/client.js';
import { withProjects } from './members.js';
import { pageOf, type Page, type PageQuestion } from './page.js';
import { missing } from './row-state.js';

export type AccessTokenRecord = Omit<AccessToken, 'hash'>;

/** A member as whoever is signed in: what decides what they may do. */
export interface SignedInMember {
  memberId: string;
  email: string;
  name: string;
  role: string | null;
  projectRoles: { projectId: string; role: string }[];
}

@Injectable()
export class AccessTokenRepository {
  constructor(private readonly database: Database) {}

  /** By the SHA-256 of its secret: neither expired nor revoked, its member not disabled. */
  findActive(hash: string, now: Date): Promise<{ id: string; role: string; lastUsedAt: Date | null; member: SignedInMember } | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.accessToken.findFirst({
        where: { hash, revokedAt: null, expiresAt: { gt: now }, member: { disabledAt: null } }, include: { member: { include: withProjects } },
      });
      if (!row) return undefined;
      const { id, email, name, role, projects } = row.member;
      return { id: row.id, role: row.role, lastUsedAt: row.lastUsedAt, member: { memberId: id, email, name, role, projectRoles: projects } };
    });
  }

  async create(change: Change, token: { memberId: string; name: string; hash: string; last4: string; role: string; expiresAt: Date }): Promise<AccessTokenRecord> {
    const after = accessTokenRecord(await change.client.accessToken.create({ data: { ...token, createdAt: change.at } }));
    change.note({ action: 'access-token.create', resource: 'access-token', resourceId: after.id, after });
    return after;
  }

  /** A member's own that are not revoked, newest first. `name`: a part of it, in any case. */
  listByMember(memberId: string, page: PageQuestion, filter: { name?: string | undefined } = {}): Promise<Page<AccessTokenRecord>> {
    const where = { memberId, revokedAt: null, ...(filter.name !== undefined && { name: { contains: filter.name, mode: 'insensitive' as const } }) };
    return this.database.ask((client) =>
      pageOf(page, accessTokenRecord, (keyset) => client.accessToken.findMany({ ...keyset, where: { ...where, ...keyset.where } })));
  }

  /** For good. Throws `missing` for one that is not the member's, or was revoked. */
  async revoke(change: Change, memberId: string, id: string): Promise<void> {
    const row = (await change.client.accessToken.findFirst({ where: { id, memberId, revokedAt: null } })) ?? missing('access token');
    const [before, after] = [accessTokenRecord(row), accessTokenRecord(await change.client.accessToken.update({ where: { id }, data: { revokedAt: change.at } }))];
    change.note({ action: 'access-token.revoke', resource: 'access-token', resourceId: id, before, after });
  }

  /** Unless a use after `since` is known. */
  async used(id: string, { at, since }: { at: Date; since: Date }): Promise<void> {
    const where = { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: since } }] };
    await this.database.ask((client) => client.accessToken.updateMany({ where, data: { lastUsedAt: at } }));
  }
}

function accessTokenRecord({ id, memberId, name, last4, role, createdAt, expiresAt, revokedAt, lastUsedAt }: AccessToken): AccessTokenRecord {
  return { id, memberId, name, last4, role, createdAt, expiresAt, revokedAt, lastUsedAt };
}
