// One attempt at sending a saved report: whether it may be sent, what it says as of its day, its file, and its delivery.
import { Injectable } from '@nestjs/common';
import type { ClaimedRun, RunFigures } from '#database/saved-reports/report-runs';
import type { SettingsRecord } from '#database/settings';
import { dayAt } from '#metering/budgets/local-days';
import { picoUsd } from '#metering/money';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import { parseSpan } from '../reports/parse-report.js';
import { ReportContexts } from '../reports/report-context.js';
import type { UsageReportQueryDto } from '../reports/report-query.dto.js';
import type { UsageReportDto } from '../reports/report.dto.js';
import { ReportsService } from '../reports/reports.service.js';
import { addDays, dayText } from '../reports/spans.js';
import { ReportDelivery } from './report-delivery.js';
import { ReportFiles } from './report-files.js';
import { onDays } from './saved-query.js';
import { sees } from './saved-reports.service.js';
import { ScheduleOwners } from './schedule-owners.js';

/** `again`: it may go well another time. */
export interface Attempt { outcome: 'ok' | 'failed' | 'skipped' | 'again'; problem: string | null; takenBy: string[]; figures: RunFigures | undefined }

type Schedule = NonNullable<ClaimedRun['schedule']>;

@Injectable()
export class ReportSendings {
  constructor(
    private readonly owners: ScheduleOwners, private readonly reports: ReportsService, private readonly contexts: ReportContexts,
    private readonly files: ReportFiles, private readonly delivery: ReportDelivery,
  ) {}

  /** Throws DatabaseError. */
  async send(claimed: ClaimedRun): Promise<Attempt> {
    const { run, report, schedule } = claimed;
    const over = (outcome: 'failed' | 'skipped', problem: string): Attempt => ({ outcome, problem, takenBy: run.takenBy, figures: undefined });
    if (!schedule || report.isArchived) return over('skipped', 'Its schedule was removed.');
    if (!schedule.enabled && run.startedBy === null) return over('skipped', 'Its schedule was paused.');
    if (!(await this.delivery.hasRecipients(schedule))) return over('skipped', 'None of those whom it goes to is a member any more.');
    const me = await this.owners.principalOf(schedule);
    const refusal = refusalOf(me, report);
    if (!me || refusal !== undefined) return over('failed', refusal!);
    try {
      return await this.sendAs(me, claimed, schedule);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return over('failed', error.message);
      throw error;
    }
  }

  private async sendAs(me: Principal, claimed: ClaimedRun, schedule: Schedule): Promise<Attempt> {
    const { settings } = await this.contexts.now();
    const query = queryOf(claimed, settings);
    const report = await this.reports.usage(me, query);
    const file = await this.files.make(me, query, report, schedule.format);
    const money = { decimals: settings.moneyDecimals, rounding: settings.rounding, locale: settings.numberLocale };
    const { problem, takenBy } = await this.delivery.deliver(claimed, schedule, { report, file, money });
    return { outcome: problem === undefined ? 'ok' : 'again', problem: problem ?? null, takenBy, figures: figuresOf(report) };
  }
}

/** Of the days that its span meant when it was due, however late it is sent. */
function queryOf({ run, report }: ClaimedRun, settings: SettingsRecord): UsageReportQueryDto {
  const query = report.query as UsageReportQueryDto;
  const { from, until } = parseSpan(query, { settings, today: dayText(dayAt(settings.timeZone, run.dueAt.getTime())) });
  return onDays(query, { from, to: addDays(until, -1) });
}

/** Undefined: it may be sent. */
function refusalOf(me: Principal | undefined, report: ClaimedRun['report']): string | undefined {
  if (!me) return 'The member who set its schedule is disabled.';
  if (!me.may('report:schedule')) return 'The member who set its schedule no longer holds report:schedule.';
  return sees(me.memberId, report) ? undefined : 'The member who set its schedule no longer sees the report.';
}

const figuresOf = ({ from, to, rowCount, total }: UsageReportDto): RunFigures => ({ spanFrom: from, spanTo: to, rowCount, chargedPicoUsd: picoUsd(total.chargedUsd) });
