// The sums of the ledger as a whole: which months wait for being summed anew, how that is done, and how long quarter-hours are kept.
// What is new in the ledger is not added here, but by the statement that writes it (insertLedgerRows).
import { Injectable } from '@nestjs/common';
import type { Client as Connection } from 'pg';
import { Database } from '../database.js';
import { asDatabaseError } from '../errors.js';
import { connect, locks } from '../session.js';
import { measures } from './measures.js';
import { dayOf, summing } from './sum-into.js';
import { quarterHours, sumTables } from './tables.js';

/** Reports of hours go back 90 local days from their first moment on, so two days more are kept. */
const keptQuarterHoursMs = 92 * 24 * 3_600_000;
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

  /** Makes the next waiting month anew and gives its first day; undefined: none waits, or another process is at it. */
  async rebuildNext(now: Date): Promise<string | undefined> {
    return this.alone('if nobody else does', async (connection) => {
      const { rows } = await connection.query<Waiting>("SELECT to_char(month, 'YYYY-MM-DD') AS month, asked_at::text AS asked FROM rollup_rebuild ORDER BY month DESC LIMIT 1");
      const waiting = rows.at(0);
      if (waiting === undefined) return undefined;
      if (waiting.month === quarterHoursMark) await rebuildQuarterHours(connection, now);
      else await rebuildMonth(connection, waiting.month);
      // Unless it was asked for once more meanwhile.
      await connection.query('DELETE FROM rollup_rebuild WHERE month = $1::date AND asked_at = $2::timestamptz', [waiting.month, waiting.asked]);
      return waiting.month;
    });
  }

  /** Makes the sums of one month (its first day, `2026-11-01`) anew, whether it waits for that or not. */
  async rebuild(month: string): Promise<void> {
    await this.alone('wait', (connection) => rebuildMonth(connection, month));
  }

  /** Makes the quarter-hours anew that are kept. */
  async rebuildQuarterHours(now: Date): Promise<void> {
    await this.alone('wait', (connection) => rebuildQuarterHours(connection, now));
  }

  /** Forgets quarter-hours that are too old to be kept. To be called daily. Gives their number. */
  dropOldQuarterHours(now: Date): Promise<number> {
    return this.database.ask((client) => client.$executeRaw`DELETE FROM usage_quarter_hour WHERE quarter < ${firstQuarterHour(now)}`);
  }

  /** The only one who rebuilds, on a connection that may take its time. */
  private async alone<T>(unless: 'wait' | 'if nobody else does', work: (connection: Connection) => Promise<T>): Promise<T | undefined> {
    const connection = await connect(this.database.url);
    try {
      if (unless === 'wait') await connection.query('SELECT pg_advisory_lock($1)', [locks.rebuild]);
      else if (!(await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [locks.rebuild])).rows[0].taken) return undefined;
      return await work(connection);
    } catch (error) {
      throw asDatabaseError(error);
    } finally {
      await connection.end().catch(() => undefined); // what was not committed is undone by that, and the lock is free
    }
  }
}

interface Waiting { month: string; asked: string }

/**
 * Day by day: writers of the ledger wait for one day's rows at most, and go on between two. Meanwhile rows that move from one day to another
 * count on both, or on neither; months are made from whole days at the end. Writers see a day's result or write before it, so that no row is
 * summed twice on one day, or cut by another time zone than its neighbours.
 */
async function rebuildMonth(connection: Connection, month: string): Promise<void> {
  const { rows: days } = await connection.query<{ day: string }>("SELECT to_char(day, 'YYYY-MM-DD') AS day FROM generate_series($1::date, $1::date + interval '1 month - 1 day', interval '1 day') AS day", [month]);
  for (const { day } of days) await withoutWriters(connection, () => rebuildDay(connection, month, day));
  await withoutWriters(connection, async () => {
    for (const { from, into, time, key } of monthsOfDays) {
      await connection.query(`DELETE FROM ${into} WHERE month = $1::date`, [month]);
      await connection.query(`
        INSERT INTO ${into} (month, ${key}, ${columns.join(', ')}) SELECT $1::date, ${key}, ${columns.map((column) => `sum(${column})`).join(', ')}
        FROM ${from} WHERE ${time} >= $1::date AND ${time} < $1::date + interval '1 month' GROUP BY ${key}`, [month]);
    }
  });
}

const columns = Object.keys(measures);
const monthsOfDays = [
  { from: 'usage_day', into: 'usage_month', time: 'day', key: 'group_id' }, { from: 'label_day', into: 'label_month', time: 'day', key: 'group_id' },
  { from: 'label_month JOIN label_group ON id = group_id', into: 'value_month', time: 'month', key: 'kind, name, value' },
];
const dayTables = sumTables.filter(({ keys }) => 'day' in keys);

/** Its rows lie within a day of it; what counts in this month and was opened in another is on the first or the last one. */
async function rebuildDay(connection: Connection, month: string, day: string): Promise<void> {
  for (const { name } of dayTables) await connection.query(`DELETE FROM ${name} WHERE day = $1::date`, [day]);
  await connection.query(`
    WITH rows AS (
      SELECT * FROM ledger WHERE period = $1::date AND ${dayOf('(SELECT time_zone FROM settings)')} = $2::date
        AND (opened_at >= $2::date - interval '2 days' OR $1::date = $2::date)
        AND (opened_at < $2::date + interval '3 days' OR $2::date = ($1::date + interval '1 month - 1 day')::date)),
    ${summing(dayTables)} SELECT`, [month, day]);
}

/** A day at a time, too. */
async function rebuildQuarterHours(connection: Connection, now: Date): Promise<void> {
  const dayMs = 24 * 3_600_000;
  const { rows: [{ last }] } = await connection.query<{ last: Date }>("SELECT coalesce(max(opened_at), '-infinity') AS last FROM ledger");
  for (let from = Math.floor(firstQuarterHour(now).getTime() / dayMs) * dayMs; from <= Number(last); from += dayMs) {
    const span = [new Date(from), new Date(from + dayMs)];
    await withoutWriters(connection, async () => {
      await connection.query('DELETE FROM usage_quarter_hour WHERE quarter >= $1 AND quarter < $2', span);
      await connection.query(`WITH rows AS (SELECT * FROM ledger WHERE opened_at >= $1 AND opened_at < $2), ${summing([quarterHours])} SELECT`, span);
    });
  }
}

async function withoutWriters(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query('BEGIN');
  await connection.query('SELECT pg_advisory_xact_lock($1)', [locks.ledger]);
  await work();
  await connection.query('COMMIT');
}

const firstQuarterHour = (now: Date) => new Date(now.getTime() - keptQuarterHoursMs);
