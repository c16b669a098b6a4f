// Questions about the audit log: who changed what, when, from where. Nobody writes here; append-audit.ts does, in each change.
import { Injectable } from '@nestjs/common';
import type { AuditContent } from './append-audit.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { Prisma } from './generated/client.js';

/** `before` and `after` are JSON exactly as it was hashed. */
export interface AuditRecord extends AuditContent {
  /** Of everything else in it. */
  hash: string;
}

export interface AuditFilter {
  /** A member's id or e-mail address. */
  author?: string | undefined;
  resource?: string | undefined;
  resourceId?: string | undefined;
  projectId?: string | undefined;
  action?: string | undefined;
  /** The first moment, and the first moment no more. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** `after`: the sequence that the page before ended with. */
export interface AuditPageQuestion { limit: number; after?: bigint | undefined }

/** Small enough to be held by many exports at once. */
const exportPageRows = 500;

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  find(sequence: bigint): Promise<AuditRecord | undefined> {
    return this.database.ask(async (client) => (await client.audit.findUnique({ where: { sequence } })) ?? undefined);
  }

  /** Newest first. */
  list({ limit, after }: AuditPageQuestion, filter: AuditFilter = {}): Promise<{ rows: AuditRecord[]; next: bigint | null }> {
    return this.database.ask(async (client) => {
      const found = await below(client, filter, after, limit + 1);
      const rows = found.slice(0, limit);
      return { rows, next: found.length > limit ? rows.at(-1)!.sequence : null };
    });
  }

  /**
   * All that match by now, newest first: how many, and the rows themselves, asked for page by page as they are taken. What comes
   * meanwhile is in neither. Whoever stops taking leaves nothing open.
   */
  async export(filter: AuditFilter): Promise<{ count: number; rows: AsyncGenerator<AuditRecord, void, undefined> }> {
    return this.database.ask(async (client) => {
      const last = (await client.audit.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } }))?.sequence ?? 0n;
      const count = await client.audit.count({ where: { ...whereOf(filter), sequence: { lte: last } } });
      return { count, rows: this.pages(filter, last + 1n) };
    });
  }

  private async *pages(filter: AuditFilter, before: bigint): AsyncGenerator<AuditRecord, void, undefined> {
    for (let next: bigint | undefined = before; next !== undefined;) {
      const start: bigint = next;
      const rows = await this.database.ask((client) => below(client, filter, start, exportPageRows));
      yield* rows;
      next = rows.length < exportPageRows ? undefined : rows.at(-1)?.sequence;
    }
  }
}

function below(client: Client, filter: AuditFilter, before: bigint | undefined, take: number): Promise<AuditRecord[]> {
  const where = { ...whereOf(filter), ...(before !== undefined && { sequence: { lt: before } }) };
  return client.audit.findMany({ where, orderBy: { sequence: 'desc' }, take });
}

function whereOf({ author, resource, resourceId, projectId, action, from, to }: AuditFilter): Prisma.AuditWhereInput {
  return {
    ...(author !== undefined && { OR: [{ authorId: author }, { authorName: author.toLowerCase() }, { authorName: author }] }),
    ...(resource !== undefined && { resource }),
    ...(resourceId !== undefined && { resourceId }),
    ...(projectId !== undefined && { projectId }),
    ...(action !== undefined && { action }),
    ...((from ?? to) !== undefined && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
}
