// Questions about setting up an installation: whether it has a member yet, and the link by which the first one is made.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';

@Injectable()
export class SetupRepository {
  constructor(private readonly database: Database) {}

  /** Disabled ones count, too. */
  hasMembers(): Promise<boolean> {
    return this.database.ask(async (client) => (await client.member.count()) > 0);
  }

  /** As the open change sees it: nobody makes one before it is over. */
  async hasMembersIn(change: Change): Promise<boolean> {
    return (await change.client.member.count()) > 0;
  }

  /** In place of the one before. */
  async replaceLink(change: Change, { hash, expiresAt }: { hash: string; expiresAt: Date }): Promise<void> {
    await change.client.link.updateMany({ where: { kind: 'setup', usedAt: null, revokedAt: null }, data: { revokedAt: change.at } });
    const { id } = await change.client.link.create({ data: { kind: 'setup', hash, createdAt: change.at, expiresAt } });
    change.note({ action: 'setup-link.create', resource: 'setup-link', resourceId: id, after: { expiresAt } });
  }

  /** Uses it up. False: there is none that works, or there is a member. */
  async takeLink(change: Change, hash: string): Promise<boolean> {
    if (await this.hasMembersIn(change)) return false;
    const where = { kind: 'setup', hash, usedAt: null, revokedAt: null, expiresAt: { gt: change.at } };
    return (await change.client.link.updateMany({ where, data: { usedAt: change.at } })).count > 0;
  }
}
