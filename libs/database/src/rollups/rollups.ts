// The sums of the ledger as a whole: which months wait for being summed anew, how that is done, and how long quarter-hours are kept.
// What is new in the ledger is not added here, but by the statement that writes it (insertLedgerRows).
import { Injectable } from '@nestjs/common';
import type { Client as Connection } from 'pg';
import { Database } from '../database.js';
import { asDatabaseError } from '../errors.js';
import { connect, locks } from '../session.js';
import { summing } from './sum-into.js';
import { quarterHours, sumTables } from './tables.js';

const keptQuarterHoursMs = 90 * 24 * 3_600_000;
/** Waits like a month: rows from before there were sums have no quarter-hours. */
const quarterHoursMark = '1970-01-01';

@Injectable()
export class RollupRepository {
  constructor(private readonly database: Database) {}

  /** First days of the months (`2026-11-01`) of which the days are not yet those of the organisation's time zone, the youngest first. */
  async waiting(): Promise<string[]> {
    const rows = await this.database.ask((client) => client.$queryRaw<{ month: string }[]>`
      SELECT to_char(month, 'YYYY-MM-DD') AS month FROM rollup_rebuild ORDER BY month DESC`);
    return rows.map(({ month }) => month);
  }

  /** First days of all months that have rows or sums, the oldest first. */
  async months(): Promise<string[]> {
    const rows = await this.database.ask((client) => client.$queryRaw<{ month: string }[]>`
      SELECT to_char(month, 'YYYY-MM-DD') AS month FROM (SELECT period AS month FROM ledger UNION SELECT month FROM usage_month) AS months ORDER BY month`);
    return rows.map(({ month }) => month);
  }

  /** Makes the next waiting month anew and gives its first day; undefined: none waits, or others are at all of them. */
  rebuildNext(now: Date): Promise<string | undefined> {
    return this.onItsOwn(async (connection) => {
      const { rows } = await connection.query<{ month: string }>(`
        SELECT to_char(month, 'YYYY-MM-DD') AS month FROM rollup_rebuild ORDER BY month DESC LIMIT 1 FOR UPDATE SKIP LOCKED`);
      const month = rows.at(0)?.month;
      if (month === quarterHoursMark) await rebuildQuarterHours(connection, now);
      else if (month !== undefined) await rebuildMonth(connection, month);
      return month;
    });
  }

  /** Makes the sums of one month (its first day, `2026-11-01`) anew, whether it waits for that or not. */
  rebuild(month: string): Promise<void> {
    return this.onItsOwn((connection) => rebuildMonth(connection, month));
  }

  /** Makes the quarter-hours anew that are kept. */
  rebuildQuarterHours(now: Date): Promise<void> {
    return this.onItsOwn((connection) => rebuildQuarterHours(connection, now));
  }

  /** Forgets quarter-hours that are too old to be kept. To be called daily. Gives their number. */
  dropOldQuarterHours(now: Date): Promise<number> {
    return this.database.ask((client) => client.$executeRaw`DELETE FROM usage_quarter_hour WHERE quarter < ${firstQuarterHour(now)}`);
  }

  /** A transaction on a connection that may take its time. */
  private async onItsOwn<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await connect(this.database.url);
    try {
      await connection.query('BEGIN');
      const result = await work(connection);
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      throw asDatabaseError(error);
    } finally {
      await connection.end().catch(() => undefined); // what was not committed is undone by that
    }
  }
}

/**
 * Writers of the ledger wait meanwhile, for some ten seconds with a million rows; their journals take what comes. They see the result, or
 * write before it: no row is summed twice, or cut by another time zone than its neighbours.
 */
async function rebuildMonth(connection: Connection, month: string): Promise<void> {
  await haveLedgerAlone(connection);
  for (const { name, keys } of sumTables) {
    const column = 'day' in keys ? 'day' : 'month';
    await connection.query(`DELETE FROM ${name} WHERE ${column} >= $1::date AND ${column} < $1::date + interval '1 month'`, [month]);
  }
  await connection.query(`WITH rows AS (SELECT * FROM ledger WHERE period = $1::date), ${summing(sumTables)} SELECT`, [month]);
  await connection.query('DELETE FROM rollup_rebuild WHERE month = $1::date', [month]);
}

async function rebuildQuarterHours(connection: Connection, now: Date): Promise<void> {
  await haveLedgerAlone(connection);
  await connection.query('DELETE FROM usage_quarter_hour');
  await connection.query(`WITH rows AS (SELECT * FROM ledger WHERE opened_at >= $1), ${summing([quarterHours])} SELECT`, [firstQuarterHour(now)]);
  await connection.query('DELETE FROM rollup_rebuild WHERE month = $1::date', [quarterHoursMark]);
}

const haveLedgerAlone = (connection: Connection) => connection.query('SELECT pg_advisory_xact_lock($1)', [locks.ledger]);

const firstQuarterHour = (now: Date) => new Date(now.getTime() - keptQuarterHoursMs);
