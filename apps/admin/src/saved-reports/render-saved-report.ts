// Saved reports, their schedules and runs, as the admin API shows them.
import type { RunRecord } from '#database/saved-reports/report-runs';
import type { ScheduleRecord } from '#database/saved-reports/report-schedules';
import type { SavedReportRecord } from '#database/saved-reports/saved-reports';
import { usdText } from '#metering/money';
import type { AdminEnv } from '../env.js';
import { timeText } from './parse-schedule.js';
import type { SavedReportDto } from './saved-report.dto.js';
import { savedReportLink } from './saved-report-link.js';
import type { ReportRunDto, ScheduleDto } from './schedule.dto.js';

export function renderSavedReport({ id, name, visibility, owner, query, version, createdAt }: SavedReportRecord, env: AdminEnv): SavedReportDto {
  return { id, name, visibility, ownerId: owner.id, ownerName: owner.name, query, link: savedReportLink(env, id), version, createdAt: createdAt.toISOString() };
}

/** `addresses`: of members by their ids; who is not there is disabled. */
export function renderSchedule(record: ScheduleRecord, addresses: ReadonlyMap<string, string>): ScheduleDto {
  const { id, cadence, day, minute, timeZone, format, memberIds, channelId, enabled, nextAt, owner, version, createdAt } = record;
  return {
    id, cadence, day, time: timeText(minute), timeZone, format, emails: memberIds.flatMap((member) => addresses.get(member) ?? []), channelId, enabled,
    nextAt: text(nextAt), ownerName: owner.name, version, createdAt: createdAt.toISOString(),
  };
}

export function renderRun({ dueAt, startedAt, finishedAt, nextAt, spanFrom: from, spanTo: to, chargedPicoUsd, id, scheduleId, startedBy, outcome, problem, rowCount, attempts }: RunRecord): ReportRunDto {
  const chargedUsd = chargedPicoUsd === null ? null : usdText(chargedPicoUsd);
  return { id, scheduleId, startedBy, dueAt: dueAt.toISOString(), startedAt: text(startedAt), finishedAt: text(finishedAt), outcome, problem, from, to, rowCount, chargedUsd, attempts, nextAt: text(nextAt) };
}

const text = (moment: Date | null) => moment?.toISOString() ?? null;
