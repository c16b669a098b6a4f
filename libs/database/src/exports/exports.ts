// Exports: rows straight from Postgres' COPY, on a connection of their own and no faster than they are taken, and their number first.
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Database } from '../database.js';
import { asDatabaseError } from '../errors.js';
import { connect } from '../session.js';
import type { CopyFormat, ExportRelation } from './export-relation.js';
import { copySql, countSql, csvHeader } from './render-copy.js';

/** Half a day: a slow line is no mistake, but nothing is to run for ever. */
const longestMs = 12 * 3_600_000;

export interface OpenExport {
  /** Of the same snapshot as the rows; a CSV has its header beside them. */
  rowCount: number;
  /** The file's bytes. Asks nothing before it is read. */
  read(format: CopyFormat): Readable;
  /** Ends it, whatever is under way. Whoever opened it must call this. */
  close(): Promise<void>;
}

@Injectable()
export class ExportRepository {
  constructor(private readonly database: Database) {}

  /** Counts the rows. `signal`: nobody waits any more; what runs is stopped, and nothing begins. Throws DatabaseError, or the signal's reason. */
  async open(relation: ExportRelation, signal?: AbortSignal): Promise<OpenExport> {
    signal?.throwIfAborted();
    const name = `aiproxy export ${randomUUID()}`;
    const connection = await connect(this.database.url, { application_name: name });
    const close = () => this.end(connection, name);
    const stop = () => void close();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      signal?.throwIfAborted(); // while it was connected: an aborted signal calls no listener
      await connection.query(`
        BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SET LOCAL statement_timeout = ${longestMs}; SET LOCAL DateStyle = 'ISO'; SET LOCAL TimeZone = 'UTC'; SET LOCAL jit = off`);
      const { rows } = await connection.query<{ count: string }>(countSql(relation));
      // Only now: whatever is counted has no order. A hash or a merge would lose it.
      if (relation.comesInOrder) await connection.query('SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off');
      return { rowCount: Number(rows[0].count), read: (format) => read(connection, relation, format), close };
    } catch (error) {
      await close();
      signal?.throwIfAborted();
      throw asDatabaseError(error);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** With its socket closed the server notices when it next has something to send, which may be long: it is told. */
  private async end(connection: Client, name: string): Promise<void> {
    await connection.end().catch(() => undefined);
    await this.database.ask((client) => client.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ${name}`).catch(() => undefined);
  }
}

function read(connection: Client, relation: ExportRelation, format: CopyFormat): Readable {
  return Readable.from(lines(connection, relation, format), { objectMode: false });
}

async function* lines(connection: Client, relation: ExportRelation, format: CopyFormat): AsyncGenerator<string | Buffer> {
  if (format === 'csv') yield csvHeader(relation.columns);
  const copy = connection.query(copyTo(copySql(relation, format)));
  copy.on('error', () => undefined); // whoever reads is told; after the last read nobody would be
  try {
    for await (const chunk of copy) yield chunk as Buffer;
  } catch (error) {
    throw asDatabaseError(error);
  }
}
