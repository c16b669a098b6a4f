// What people call things that are referred to by id in figures: those that were archived, revoked or removed too.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

export const namedKinds = ['project', 'key', 'member', 'credential'] as const;
export type NamedKind = (typeof namedKinds)[number];

@Injectable()
export class NameRepository {
  constructor(private readonly database: Database) {}

  /** Ids that are nobody's are left out. */
  async find(kind: NamedKind, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const where = { id: { in: [...ids] } };
    const rows = await this.database.ask((client): Promise<{ id: string; name: string | null }[]> => {
      switch (kind) {
        case 'project': return client.project.findMany({ where, select: { id: true, name: true } });
        case 'key': return client.apiKey.findMany({ where, select: { id: true, name: true } });
        case 'member': return client.member.findMany({ where, select: { id: true, name: true } });
        case 'credential': return client.credential.findMany({ where, select: { id: true, name: true } });
      }
    });
    return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
  }
}
