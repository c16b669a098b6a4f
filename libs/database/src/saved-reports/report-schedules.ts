// Questions about the schedules of saved reports, and their changes: when one is sent, how, and to whom.
import { Injectable } from '@nestjs/common';
import type { Change } from '../change.js';
import { Database } from '../database.js';
import type { Prisma } from '../generated/client.js';
import { pageOf, type Page, type PageQuestion } from '../page.js';
import { missing, requireChangeable } from '../row-state.js';

export const reportCadences = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
export type ReportCadence = (typeof reportCadences)[number];
export const scheduledFormats = ['csv', 'xlsx', 'json'] as const;
export type ScheduledFormat = (typeof scheduledFormats)[number];

/** `day`: of a week 1 (Monday) to 7, of a month or of a quarter's first month 1 to 31; null: daily. `minute`: of the local day. */
export interface ScheduleRule { cadence: ReportCadence; day: number | null; minute: number }

export interface NewSchedule extends ScheduleRule {
  ownerId: string;
  /** Of the access token that it was set with; null: of a session. */
  tokenRole: string | null;
  format: ScheduledFormat;
  memberIds: string[];
  channelId: string | null;
  enabled: boolean;
  /** Null: it is paused. */
  nextAt: Date | null;
  /** In which `nextAt` was worked out. */
  timeZone: string;
}

export interface ScheduleRecord extends NewSchedule { id: string; reportId: string; owner: { name: string }; createdAt: Date; version: number }

const withOwner = { owner: { select: { name: true } } } satisfies Prisma.ReportScheduleInclude;

@Injectable()
export class ReportScheduleRepository {
  constructor(private readonly database: Database) {}

  /** Of that report. */
  find(reportId: string, id: string): Promise<ScheduleRecord | undefined> {
    return this.database.ask(async (client) => {
      const row = await client.reportSchedule.findFirst({ where: { id, reportId }, include: withOwner });
      return row ? scheduleRecord(row) : undefined;
    });
  }

  /** Newest first. */
  list(reportId: string, page: PageQuestion): Promise<Page<ScheduleRecord>> {
    return this.database.ask((client) => pageOf(page, scheduleRecord, (keyset) =>
      client.reportSchedule.findMany({ ...keyset, where: { ...keyset.where, reportId }, include: withOwner })));
  }

  countOf(change: Change, reportId: string): Promise<number> {
    return change.client.reportSchedule.count({ where: { reportId } });
  }

  /** As the open change sees it. Throws `missing`. */
  async findIn(change: Change, reportId: string, id: string): Promise<ScheduleRecord> {
    return scheduleRecord((await change.client.reportSchedule.findFirst({ where: { id, reportId }, include: withOwner })) ?? missing('schedule'));
  }

  async create(change: Change, reportId: string, schedule: NewSchedule): Promise<ScheduleRecord> {
    const after = scheduleRecord(await change.client.reportSchedule.create({ data: { ...schedule, reportId, createdAt: change.at }, include: withOwner }));
    change.note({ action: 'report-schedule.create', resource: 'report-schedule', resourceId: after.id, after });
    return after;
  }

  /** Throws `missing`, `stale`. */
  async update(change: Change, before: ScheduleRecord, patch: Partial<NewSchedule>, version?: number): Promise<ScheduleRecord> {
    requireChangeable(change, before, version);
    const row = await change.client.reportSchedule.update({ where: { id: before.id }, data: { ...patch, version: { increment: 1 } }, include: withOwner });
    const after = scheduleRecord(row);
    change.note({ action: 'report-schedule.update', resource: 'report-schedule', resourceId: before.id, before, after });
    return after;
  }

  /** What is under way of it is not sent. Throws `missing`, `stale`. */
  async remove(change: Change, reportId: string, id: string, version?: number): Promise<void> {
    const before = await this.findIn(change, reportId, id);
    requireChangeable(change, before, version);
    await change.client.reportSchedule.delete({ where: { id } });
    change.note({ action: 'report-schedule.delete', resource: 'report-schedule', resourceId: id, before });
  }
}

export function scheduleRecord({ cadence, format, ...row }: Prisma.ReportScheduleGetPayload<{ include: typeof withOwner }>): ScheduleRecord {
  return { ...row, cadence: cadence as ReportCadence, format: format as ScheduledFormat };
}
