// The sendings of saved reports: begun once by whichever process sees that one is due, claimed for a time by the one that sends, and kept
// with how they ended.
import { Injectable } from '@nestjs/common';
import type { Change } from '../change.js';
import type { Client } from '../client.js';
import { Database } from '../database.js';
import { columnOf, wholeOf } from '../decimal.js';
import type { ReportRun } from '../generated/client.js';
import type { ChannelKind } from '../notification-channels.js';
import { pageOf, type Page, type PageQuestion } from '../page.js';
import { newRowId } from '../row-id.js';
import { scheduleRecord, type ScheduleRecord, type ScheduleRule } from './report-schedules.js';
import { savedReportRecord, type SavedReportRecord } from './saved-reports.js';

export type RunOutcome = 'ok' | 'failed' | 'skipped';

export interface RunRecord extends Omit<ReportRun, 'outcome' | 'chargedPicoUsd'> {
  /** Null: it is under way. */
  outcome: RunOutcome | null;
  chargedPicoUsd: bigint | null;
}

/** What it was about, as far as it came. */
export interface RunFigures { spanFrom: string; spanTo: string; rowCount: number; chargedPicoUsd: bigint }

/** A run that this process is to send. `schedule` undefined: it was removed. */
export interface ClaimedRun {
  run: RunRecord;
  report: SavedReportRecord & { isArchived: boolean };
  schedule: (ScheduleRecord & { channel: { id: string; kind: ChannelKind; address: string; secret: Uint8Array | null } | null }) | undefined;
}

/** A schedule whose time has come: since when, and what it goes by. */
export interface DueSchedule extends ScheduleRule { nextAt: Date }

@Injectable()
export class ReportRunRepository {
  constructor(private readonly database: Database) {}

  /**
   * One run for each schedule whose time has come, however often it has. `plan` says for which moment, and when it is due next. Gives how many
   * were begun.
   */
  beginDue(now: Date, plan: (schedule: DueSchedule) => { dueAt: Date; nextAt: Date }): Promise<number> {
    return this.database.inTransaction(async (client) => {
      const ids = await dueIds(client, now);
      for (const schedule of await client.reportSchedule.findMany({ where: { id: { in: ids } }, include: { owner: { select: { name: true } } } })) {
        const { cadence, day, minute, nextAt: since, id, reportId } = scheduleRecord(schedule);
        const { dueAt, nextAt } = plan({ cadence, day, minute, nextAt: since! });
        await client.reportSchedule.update({ where: { id }, data: { nextAt } });
        await client.reportRun.create({ data: { id: newRowId(now), reportId, scheduleId: id, dueAt, nextAt: now } });
      }
      return ids.length;
    }, 'ReadCommitted');
  }

  /** Those whose next time was worked out in another time zone get another one. */
  async moveTo(timeZone: string, next: (rule: ScheduleRule) => Date): Promise<void> {
    const others = await this.database.ask((client) => client.reportSchedule.findMany({ where: { nextAt: { not: null }, timeZone: { not: timeZone } }, include: { owner: { select: { name: true } } } }));
    for (const other of others) {
      const { id, nextAt, ...rule } = scheduleRecord(other);
      await this.database.ask((client) => client.reportSchedule.updateMany({ where: { id, nextAt, timeZone: rule.timeZone }, data: { nextAt: next(rule), timeZone } }));
    }
  }

  /** At once, because somebody asks for it; undefined while one of that schedule is under way. */
  async beginNow(change: Change, { reportId, id: scheduleId }: Pick<ScheduleRecord, 'reportId' | 'id'>): Promise<RunRecord | undefined> {
    const { client, author, at } = change;
    if (await client.reportRun.count({ where: { scheduleId, nextAt: { not: null } } }) > 0) return undefined;
    const run = await client.reportRun.create({ data: { id: newRowId(at), reportId, scheduleId, startedBy: author.name, dueAt: at, nextAt: at } });
    change.note({ action: 'report-schedule.run', resource: 'report-schedule', resourceId: scheduleId });
    return runRecord(run);
  }

  /** The one that has waited longest: nobody else gets it before `until`, unless somebody says how it ended. */
  async claim(now: Date, until: Date): Promise<ClaimedRun | undefined> {
    const [claimed] = await this.database.ask((client) => client.$queryRaw<{ id: string }[]>`
      UPDATE report_run SET next_at = ${until}, attempts = attempts + 1, started_at = COALESCE(started_at, ${now})
      WHERE id = (SELECT id FROM report_run WHERE next_at <= ${now} ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`);
    return claimed && this.database.ask((client) => load(client, claimed.id));
  }

  /** How an attempt ended. With `nextAt` it is tried again, else it is over. */
  async settle(id: string, end: { problem: string | null; takenBy: string[]; figures: RunFigures | undefined } & ({ nextAt: Date } | { outcome: RunOutcome; finishedAt: Date })): Promise<void> {
    const { figures, ...rest } = end;
    const counted = figures && { ...figures, chargedPicoUsd: columnOf(figures.chargedPicoUsd) };
    await this.database.ask((client) => client.reportRun.updateMany({ where: { id }, data: { nextAt: null, ...rest, ...counted } }));
  }

  /** Of a report, newest first. */
  list(reportId: string, page: PageQuestion): Promise<Page<RunRecord>> {
    return this.database.ask((client) => pageOf(page, runRecord, (keyset) => client.reportRun.findMany({ ...keyset, where: { ...keyset.where, reportId } })));
  }
}

async function dueIds(client: Client, now: Date): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`SELECT id FROM report_schedule WHERE next_at <= ${now} ORDER BY next_at, id LIMIT 100 FOR UPDATE SKIP LOCKED`;
  return rows.map(({ id }) => id);
}

async function load(client: Client, id: string): Promise<ClaimedRun> {
  const { report, schedule, ...run } = await client.reportRun.findUniqueOrThrow({
    where: { id }, include: { report: { include: { owner: true } }, schedule: { include: { owner: { select: { name: true } }, channel: true } } },
  });
  const { id: ownerId, name } = report.owner;
  const channel = schedule?.channel ?? null;
  return {
    run: runRecord(run), report: { ...savedReportRecord({ ...report, owner: { id: ownerId, name } }), isArchived: report.archivedAt !== null },
    schedule: schedule ? { ...scheduleRecord(schedule), channel: channel && { id: channel.id, kind: channel.kind as ChannelKind, address: channel.address, secret: channel.secret } } : undefined,
  };
}

function runRecord({ outcome, chargedPicoUsd, ...row }: ReportRun): RunRecord {
  return { ...row, outcome: outcome as RunOutcome | null, chargedPicoUsd: chargedPicoUsd === null ? null : wholeOf(chargedPicoUsd) };
}
