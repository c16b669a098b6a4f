// What people call things that are referred to by id in figures: those that were archived, revoked or removed too.
import { Injectable } from '@nestjs/common';
import type { Client } from './client.js';
import { Database } from './database.js';

export const namedKinds = ['project', 'key', 'member', 'credential'] as const;
export type NamedKind = (typeof namedKinds)[number];

@Injectable()
export class NameRepository {
  constructor(private readonly database: Database) {}

  /** Ids that are nobody's are left out. */
  async find(kind: NamedKind, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const question = { where: { id: { in: [...ids] } }, select: { id: true, name: true } };
    const ask: Record<NamedKind, (client: Client) => Promise<{ id: string; name: string | null }[]>> = {
      project: (client) => client.project.findMany(question), key: (client) => client.apiKey.findMany(question),
      member: (client) => client.member.findMany(question), credential: (client) => client.credential.findMany(question),
    };
    const rows = await this.database.ask(ask[kind]);
    return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
  }
}
