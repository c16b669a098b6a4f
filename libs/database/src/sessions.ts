// Questions about sessions: the signed-in browsers of members. Turning a cookie's secret and noticing that a browser is there are no
// changes of anything that the audit log tells of; opening and ending a session are.
import { Injectable } from '@nestjs/common';
import type { SignedInMember } from './access-tokens.js';
import type { Change } from './change.js';
import { Database } from './database.js';
import type { Prisma, Session } from './generated/client.js';
import { withProjects } from './members.js';
import { asPage, type Page, type PageQuestion } from './page.js';
import { missing } from './row-state.js';

/** As its member sees it. */
export interface SessionRecord {
  id: string;
  memberId: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  method: string;
  address: string;
  client: string;
}

/** With what proves that a cookie belongs to it. */
export interface FoundSession extends SessionRecord {
  /** SHA-256 of the cookie's secret. */
  hash: string;
  /** Of the secret before it, which works until `until`. */
  previous: { hash: string; until: Date } | null;
  rotatedAt: Date;
  member: SignedInMember;
}

export interface NewSession { id: string; memberId: string; hash: string; expiresAt: Date; method: string; address: string; client: string }

/** A session is over when it expires, and earlier when it was last seen before `seenSince`. */
export interface AliveSince { now: Date; seenSince: Date }

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** Of a member who is not disabled. */
  find(id: string, alive: AliveSince): Promise<FoundSession | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.session.findFirst({ where: { id, ...living(alive), member: { disabledAt: null } }, include: { member: { include: withProjects } } });
      if (!row) return undefined;
      const { previousHash, previousUntil, hash, rotatedAt, member: { id: memberId, email, name, role, projects } } = row;
      const previous = previousHash !== null && previousUntil ? { hash: previousHash, until: previousUntil } : null;
      return { ...sessionRecord(row), hash, previous, rotatedAt, member: { memberId, email, name, role, projectRoles: projects } };
    });
  }

  /** Newest first. `client`: a part of the user agent, in any case. Their ids are hashes, so the page begins at its row's time. */
  listByMember(memberId: string, alive: AliveSince, { limit, after }: PageQuestion, filter: { client?: string | undefined } = {}): Promise<Page<SessionRecord>> {
    return this.database.ask(async (client) => {
      const where = { memberId, ...living(alive), ...(filter.client !== undefined && { client: { contains: filter.client, mode: 'insensitive' as const } }) };
      const from = { cursor: after === undefined ? undefined : { id: after }, skip: after === undefined ? 0 : 1 };
      const found = await client.session.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit + 1, ...from });
      return asPage(found, limit, sessionRecord);
    });
  }

  /** Forgets those that are over, too. Throws `missing` for a member who is not there or disabled. */
  async open(change: Change, session: NewSession, alive: AliveSince): Promise<SessionRecord> {
    await change.client.session.deleteMany({ where: { OR: [{ expiresAt: { lte: alive.now } }, { seenAt: { lte: alive.seenSince } }] } });
    const { count } = await change.client.member.updateMany({ where: { id: session.memberId, disabledAt: null }, data: { lastSignInAt: change.at } });
    if (count === 0) missing('member');
    const after = sessionRecord(await change.client.session.create({ data: { ...session, createdAt: change.at, rotatedAt: change.at, seenAt: change.at } }));
    change.note({ action: 'session.open', resource: 'session', resourceId: after.id, after });
    return after;
  }

  /** Gives the session a new secret if it still has the one hashed as `from`: of two at once, one does. */
  rotate(id: string, { from, to, at, previousUntil }: { from: string; to: string; at: Date; previousUntil: Date }): Promise<boolean> {
    const data = { hash: to, previousHash: from, previousUntil, rotatedAt: at };
    return this.database.ask(async (client) => (await client.session.updateMany({ where: { id, hash: from }, data })).count > 0);
  }

  /** Unless it was seen after `since`. */
  async seen(id: string, { at, since, address, client }: { at: Date; since: Date; address: string; client: string }): Promise<void> {
    await this.database.ask((asked) => asked.session.updateMany({ where: { id, seenAt: { lte: since } }, data: { seenAt: at, address, client } }));
  }

  /** `memberId`: it must be theirs. `reason`: for the audit log. Throws `missing`. */
  async end(change: Change, id: string, { memberId, reason }: { memberId: string; reason: string }): Promise<void> {
    if ((await this.endWhere(change, { id, memberId }, reason)) === 0) missing('session');
  }

  /** All of a member's, or `only` one, `except` one aside; gives how many there were. */
  endAll(change: Change, memberId: string, { only, except, reason }: { only?: string; except?: string | undefined; reason: string }): Promise<number> {
    return this.endWhere(change, { memberId, AND: [only === undefined ? {} : { id: only }, except === undefined ? {} : { id: { not: except } }] }, reason);
  }

  private async endWhere(change: Change, where: Prisma.SessionWhereInput, reason: string): Promise<number> {
    const rows = await change.client.session.findMany({ where, orderBy: { id: 'asc' } });
    await change.client.session.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    for (const row of rows) change.note({ action: 'session.end', resource: 'session', resourceId: row.id, before: sessionRecord(row), after: { reason } });
    return rows.length;
  }
}

const living = ({ now, seenSince }: AliveSince) => ({ expiresAt: { gt: now }, seenAt: { gt: seenSince } });

function sessionRecord({ id, memberId, createdAt, seenAt, expiresAt, method, address, client }: Session): SessionRecord {
  return { id, memberId, createdAt, seenAt, expiresAt, method, address, client };
}
