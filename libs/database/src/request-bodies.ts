// What was said, where a project wants it kept: written in batches by the proxies, read one at a time by the admin API, dropped when its
// project's days are over. Sealed before it comes here.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { locks } from './session.js';

export interface RequestBodyRecord {
  requestId: string;
  /** When the request came in. */
  at: Date;
  projectId: string;
  /** Sealed. */
  request: Uint8Array;
  /** Whether it was longer than what is kept. */
  requestCut: boolean;
  /** Sealed; null: its project keeps requests alone. */
  answer: Uint8Array | null;
  answerCut: boolean;
}

/** What its seal binds a side of it to. */
export const sealedAs = (requestId: string, side: 'request' | 'answer'): string => `request-body ${requestId} ${side}`;

const dayMs = 86_400_000;

@Injectable()
export class RequestBodyRepository {
  constructor(private readonly database: Database) {}

  /** Those that are there already stay as they are. */
  async insertMany(records: readonly RequestBodyRecord[]): Promise<void> {
    const data = records.map(({ request, answer, ...row }) => ({ ...row, request: Uint8Array.from(request), answer: answer && Uint8Array.from(answer) }));
    await this.database.ask((client) => client.requestBody.createMany({ data, skipDuplicates: true }));
  }

  /** Undefined also of one whose project's days are over. */
  find(requestId: string, now: Date): Promise<RequestBodyRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.requestBody.findFirst({ where: { requestId } });
      if (!row) return undefined;
      const project = await client.project.findUnique({ where: { id: row.projectId }, select: { keepBodiesDays: true } });
      return row.at.getTime() > now.getTime() - (project?.keepBodiesDays ?? 0) * dayMs ? row : undefined;
    });
  }

  /** Of this day (UTC) and the next two, where they are missing; gives the number made. At start and daily. */
  ensurePartitions(now: Date): Promise<number> {
    const days = [0, 1, 2].map((ahead) => new Date(now.getTime() + ahead * dayMs).toISOString().slice(0, 10));
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.partitions})`;
      let made = 0;
      for (const day of days) {
        const [row] = await client.$queryRaw<{ made: boolean }[]>`SELECT make_request_body_partition(${day}::date) AS made`;
        if (row.made) made += 1;
      }
      return made;
    });
  }

  /** What is older than its project keeps it. Gives the number of days and rows dropped. */
  dropOld(now: Date): Promise<number> {
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.partitions})`;
      const [row] = await client.$queryRaw<{ dropped: number }[]>`SELECT drop_request_bodies(${now}) AS dropped`;
      return row.dropped;
    });
  }
}
