// The rules of schedules: to whom, when, and as whose work. Whoever sets one last is who it is sent for.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { ReportScheduleRepository, type ScheduleRecord } from '#database/saved-reports/report-schedules';
import type { SavedReportRecord } from '#database/saved-reports/saved-reports';
import { SettingsRepository } from '#database/settings';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { nextDue } from './next-due.js';
import { parseRule } from './parse-schedule.js';
import { ReportRecipients } from './recipients.js';
import { isMoving } from './saved-query.js';
import { fixedDays } from './saved-reports.service.js';
import type { CreateScheduleDto, UpdateScheduleDto } from './schedule.dto.js';

const mostOfReport = 20;

@Injectable()
export class SchedulesService {
  constructor(
    private readonly database: Database, private readonly schedules: ReportScheduleRepository, private readonly recipients: ReportRecipients,
    private readonly settings: SettingsRepository, private readonly clock: Clock,
  ) {}

  async create(me: Principal, by: Author, report: SavedReportRecord, body: CreateScheduleDto): Promise<ScheduleRecord> {
    if (!isMoving(report.query)) throw fixedDays();
    const rule = parseRule(body);
    const to = await this.recipients.parse(body);
    if (!to || isNobody(to)) throw nobody();
    const { format = 'csv', enabled = true } = body;
    const { timeZone } = await this.settings.read();
    const schedule = { ...rule, ...to, ...ownerOf(me), format, enabled, timeZone, nextAt: enabled ? nextDue(rule, timeZone, this.clock.now()) : null };
    return this.database.change(by, this.now(), async (change) => {
      if (await this.schedules.countOf(change, report.id) >= mostOfReport) throw new ApiError('conflict', { message: `The report has ${mostOfReport} schedules, the most there may be. Remove one first.` });
      return this.schedules.create(change, report.id, schedule);
    });
  }

  async update(me: Principal, by: Author, reportId: string, id: string, body: UpdateScheduleDto, version: number | undefined): Promise<ScheduleRecord> {
    if (!(await this.schedules.find(reportId, id))) throw notFound('schedule');
    const to = await this.recipients.parse(body);
    if (to && isNobody(to)) throw nobody();
    const { timeZone } = await this.settings.read();
    return this.database.change(by, this.now(), async (change) => {
      const before = await this.schedules.findIn(change, reportId, id);
      const { format = before.format, enabled = before.enabled } = body;
      const rule = parseRule(body, before);
      const isSameTime = before.nextAt !== null && before.cadence === rule.cadence && before.day === rule.day && before.minute === rule.minute;
      const next = isSameTime ? {} : { nextAt: nextDue(rule, timeZone, this.clock.now()), timeZone };
      return this.schedules.update(change, before, { ...rule, ...to, ...ownerOf(me), format, enabled, ...next, ...(!enabled && { nextAt: null }) }, version);
    });
  }

  remove(by: Author, reportId: string, id: string, version: number | undefined): Promise<void> {
    return this.database.change(by, this.now(), (change) => this.schedules.remove(change, reportId, id, version));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const isNobody = ({ memberIds, channelId }: { memberIds: string[]; channelId: string | null }) => memberIds.length === 0 && channelId === null;
const nobody = () => invalid([{ param: 'emails', message: 'emails must name somebody, or channelId a notification channel' }]);
const ownerOf = ({ memberId, facts: { via } }: Principal) => ({ ownerId: memberId, tokenRole: via.kind === 'token' ? via.role : null });
