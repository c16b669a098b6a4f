// The rules of saved reports: who sees one, who may change it, and what one may ask.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import type { Page, PageQuestion } from '#database/page';
import { ReportScheduleRepository } from '#database/saved-reports/report-schedules';
import { SavedReportRepository, type SavedReportRecord } from '#database/saved-reports/saved-reports';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import { notFound } from '../http/not-found.js';
import { ReportContexts } from '../reports/report-context.js';
import type { UsageReportQueryDto } from '../reports/report-query.dto.js';
import { checkQuery, isMoving } from './saved-query.js';
import type { CreateSavedReportDto, UpdateSavedReportDto } from './saved-report.dto.js';

const mostOfMember = 500;

/** Whether it exists for a member. */
export const sees = (memberId: string, { owner, visibility }: Pick<SavedReportRecord, 'owner' | 'visibility'>) => visibility === 'organisation' || owner.id === memberId;

@Injectable()
export class SavedReportsService {
  constructor(
    private readonly database: Database, private readonly reports: SavedReportRepository, private readonly schedules: ReportScheduleRepository,
    private readonly contexts: ReportContexts, private readonly clock: Clock,
  ) {}

  list(me: Principal, page: PageQuestion): Promise<Page<SavedReportRecord>> {
    return this.reports.list(me.memberId, page);
  }

  async get(me: Principal, id: string): Promise<SavedReportRecord> {
    const report = await this.reports.find(id);
    if (!report || !sees(me.memberId, report)) throw notFound('report');
    return report;
  }

  async create(me: Principal, by: Author, { name, visibility = 'own', query }: CreateSavedReportDto): Promise<SavedReportRecord> {
    checkQuery(me, query, await this.contexts.now());
    return this.database.change(by, this.now(), async (change) => {
      if (await this.reports.countOf(change, me.memberId) >= mostOfMember) throw new ApiError('conflict', { message: `You have ${mostOfMember} saved reports, the most there may be. Archive one first.` });
      return this.reports.create(change, { ownerId: me.memberId, name, visibility, query: plain(query) });
    });
  }

  async update(me: Principal, by: Author, id: string, { name, visibility, query }: UpdateSavedReportDto, version: number | undefined): Promise<SavedReportRecord> {
    requireChangeable(me, await this.get(me, id));
    if (query) checkQuery(me, query, await this.contexts.now());
    const patch = { ...(name !== undefined && { name }), ...(visibility !== undefined && { visibility }), ...(query && { query: plain(query) }) };
    return this.database.change(by, this.now(), async (change) => {
      requireChangeable(me, await this.reports.findIn(change, id));
      if (await this.schedules.countOf(change, id) > 0) requireSchedulable(me, query);
      return this.reports.update(change, id, patch, version);
    });
  }

  async archive(me: Principal, by: Author, id: string, version: number | undefined): Promise<void> {
    requireChangeable(me, await this.get(me, id));
    return this.database.change(by, this.now(), async (change) => {
      requireChangeable(me, await this.reports.findIn(change, id));
      if (await this.schedules.countOf(change, id) > 0) requireSchedulable(me, undefined);
      return this.reports.archive(change, id, version);
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** As JSON keeps it: what was left out is not there. */
const plain = (query: UsageReportQueryDto) => JSON.parse(JSON.stringify(query)) as object;

function requireChangeable(me: Principal, report: SavedReportRecord): void {
  if (report.owner.id === me.memberId || (report.visibility === 'organisation' && me.may('report:schedule'))) return;
  throw new ApiError('forbidden', { message: 'It is changed by its owner, or by whoever holds report:schedule.' });
}

/** What it asks is sent to others, as what somebody else may see. */
function requireSchedulable(me: Principal, query: UsageReportQueryDto | undefined): void {
  if (!me.may('report:schedule')) throw new ApiError('forbidden', { message: 'It has schedules: this needs the permission report:schedule.' });
  if (query && !isMoving(query)) throw fixedDays();
}

export const fixedDays = () => new ApiError('conflict', { message: 'A report of fixed days would be sent unchanged each time. Give it a span that moves with the calendar, like last-month.' });
