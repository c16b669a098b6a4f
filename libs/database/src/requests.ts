// Request rows: written in batches by the proxies, read by the admin API, dropped by the day when they are old.
import { Injectable } from '@nestjs/common';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { Prisma } from './generated/client.js';
import type { RequestAttempt, RequestFilter, RequestPlace, RequestRecord, WrittenPlace } from './request-row.js';
import { locks } from './session.js';
import { storable } from './storable.js';

const dayMs = 86_400_000;

@Injectable()
export class RequestRepository {
  constructor(private readonly database: Database) {}

  /** One statement for all of them. Rows that are there already are left as they are; gives the number of new ones. */
  insertMany(records: readonly RequestRecord[]): Promise<number> {
    return this.database.ask((client) => insertRequestRows(client, records));
  }

  find(id: string): Promise<RequestRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.requestRow.findFirst({ where: { id } });
      return row ? recordOf(row) : undefined;
    });
  }

  /** The id of the project that made it; undefined: there is no such request. */
  projectOf(id: string): Promise<string | undefined> {
    return this.database.ask(async (client) => (await client.requestRow.findFirst({ where: { id }, select: { projectId: true } }))?.projectId);
  }

  /** Newest first; `after` is where the page before ended. */
  list({ limit, after }: { limit: number; after?: RequestPlace | undefined }, filter: RequestFilter = {}): Promise<{ rows: RequestRecord[]; next: RequestPlace | null }> {
    return this.database.ask(async (client) => {
      const where = after ? { AND: [whereOf(filter), below(after)] } : whereOf(filter);
      const found = await client.requestRow.findMany({ where, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: limit + 1 });
      const rows = found.slice(0, limit).map(recordOf);
      return { rows, next: found.length > limit ? rows.at(-1)! : null };
    });
  }

  /**
   * What was written after `after`, in that order; without it nothing yet, but where to go on from. It ends a second ago: by then
   * rows that were written side by side are all there, save those of a write that took longer.
   */
  listWritten({ limit, after }: { limit: number; after?: WrittenPlace | undefined }, filter: RequestFilter): Promise<{ rows: RequestRecord[]; next: WrittenPlace }> {
    return this.database.ask(async (client) => {
      const [{ until }] = await client.$queryRaw<{ until: Date }[]>`SELECT now() - interval '1 second' AS until`;
      if (!after) return { rows: [], next: { writtenAt: until, id: '' } };
      const beyond = { writtenAt: { gte: after.writtenAt, lte: until }, OR: [{ writtenAt: { gt: after.writtenAt } }, { id: { gt: after.id } }] };
      const rows = await client.requestRow.findMany({ where: { AND: [whereOf(filter), beyond] }, orderBy: [{ writtenAt: 'asc' }, { id: 'asc' }], take: limit });
      return { rows: rows.map(recordOf), next: rows.at(-1) ?? after };
    });
  }

  /**
   * Makes the partitions of this day (UTC) and the next two where they are missing; gives the number made. To be called at start and
   * daily. A day of which rows already lie in the default partition gets none.
   */
  ensurePartitions(now: Date): Promise<number> {
    const days = [0, 1, 2].map((ahead) => dayOf(now.getTime() + ahead * dayMs));
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.partitions})`;
      let made = 0;
      for (const day of days) {
        const [row] = await client.$queryRaw<{ made: boolean }[]>`SELECT make_request_partition(${day}::date) AS made`;
        if (row.made) made += 1;
      }
      return made;
    });
  }

  /** Whole days only: those that ended at least `days` days ago. Gives the number of partitions dropped. */
  dropOlderThan(days: number, now: Date): Promise<number> {
    const before = dayOf(now.getTime() - days * dayMs);
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.partitions})`;
      const [row] = await client.$queryRaw<{ dropped: number }[]>`SELECT drop_request_partitions(${before}::date) AS dropped`;
      return row.dropped;
    });
  }
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** `insertMany`, in a transaction of the caller's own. */
export function insertRequestRows(client: Client, records: readonly RequestRecord[]): Promise<number> {
  if (records.length === 0) return Promise.resolve(0);
  const rows = JSON.stringify(records.map(columnsOf), storable);
  return client.$executeRaw`
    INSERT INTO request (
      id, at, key_id, project_id, endpoint, model_asked, status, error_code, stream, attempts, params_dropped, replay_of, total_ms, process_id)
    SELECT id, at, key_id, project_id, endpoint, model_asked, status, error_code, stream, attempts, params_dropped, replay_of, total_ms, process_id
    FROM json_populate_recordset(NULL::request, ${rows}::json)
    ON CONFLICT DO NOTHING`;
}

/** By column name, as json_populate_recordset reads it. */
function columnsOf(record: RequestRecord): Record<string, unknown> {
  return {
    id: record.id, at: record.at, key_id: record.keyId, project_id: record.projectId, endpoint: record.endpoint, model_asked: record.modelAsked,
    status: record.status, error_code: record.errorCode, stream: record.stream, attempts: record.attempts, params_dropped: record.paramsDropped, replay_of: record.replayOf,
    total_ms: record.totalMs, process_id: record.processId,
  };
}

/** The first half says nothing new, but is what an index can begin at. */
const below = ({ at, id }: RequestPlace): Prisma.RequestRowWhereInput => ({ at: { lte: at }, OR: [{ at: { lt: at } }, { id: { lt: id } }] });

function whereOf({ projectIds, keyId, modelAsked, statusClass, errorCode, from, to }: RequestFilter): Prisma.RequestRowWhereInput {
  return {
    ...(projectIds && { projectId: { in: [...projectIds] } }),
    ...(keyId !== undefined && { keyId }),
    ...(modelAsked !== undefined && { modelAsked }),
    ...(statusClass !== undefined && { status: { gte: statusClass * 100, lt: statusClass * 100 + 100 } }),
    ...(errorCode !== undefined && { errorCode }),
    ...((from ?? to) !== undefined && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
}

function recordOf(row: Prisma.RequestRowGetPayload<object>): RequestRecord {
  const { id, at, keyId, projectId, endpoint, modelAsked, status, errorCode, stream, paramsDropped, replayOf, totalMs, processId } = row;
  const attempts = row.attempts as unknown as RequestAttempt[];
  return { id, at, keyId, projectId, endpoint, modelAsked, status, errorCode, stream, attempts, paramsDropped, replayOf, totalMs, processId };
}
