// /api/reports/saved/{id}/schedules: when a saved report is sent, and to whom.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { ReportScheduleRepository, type ScheduleRecord } from '#database/saved-reports/report-schedules';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { ListQueryDto, pageQuestion, renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { ReportRecipients } from './recipients.js';
import { renderSchedule } from './render-saved-report.js';
import { SavedReportsService } from './saved-reports.service.js';
import { CreateScheduleDto, ScheduleDto, ScheduleListDto, UpdateScheduleDto } from './schedule.dto.js';
import { SchedulesService } from './schedules.service.js';

@ApiTags('reports')
@Controller('api/reports/saved/:id/schedules')
export class SchedulesController {
  constructor(
    private readonly saved: SavedReportsService, private readonly schedules: SchedulesService, private readonly rows: ReportScheduleRepository, private readonly recipients: ReportRecipients,
  ) {}

  @Get() @Requires('report:schedule')
  async list(@Me() me: Principal, @Param('id') id: string, @Query() query: ListQueryDto): Promise<ScheduleListDto> {
    await this.saved.get(me, id);
    const page = await this.rows.list(id, pageQuestion(query));
    const addresses = await this.addressesOf(page.rows);
    return renderPage(page, (schedule) => renderSchedule(schedule, addresses));
  }

  /** What is sent is what whoever set it last may see at that time; when they may no more, the run fails and says so. */
  @Post() @Requires('report:schedule')
  async create(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: CreateScheduleDto): Promise<ScheduleDto> {
    return this.render(await this.schedules.create(me, by, await this.saved.get(me, id), body));
  }

  @Patch(':scheduleId') @Requires('report:schedule')
  async update(
    @Me() me: Principal, @By() by: Author, @Param('id') id: string, @Param('scheduleId') scheduleId: string, @Body() body: UpdateScheduleDto, @IfMatch() version?: number,
  ): Promise<ScheduleDto> {
    await this.saved.get(me, id);
    return this.render(await this.schedules.update(me, by, id, scheduleId, body, version));
  }

  /** What is on its way of it is not sent. */
  @Delete(':scheduleId') @HttpCode(204) @Requires('report:schedule')
  async remove(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Param('scheduleId') scheduleId: string, @IfMatch() version?: number): Promise<void> {
    await this.saved.get(me, id);
    await this.schedules.remove(by, id, scheduleId, version);
  }

  private async render(schedule: ScheduleRecord): Promise<ScheduleDto> {
    return renderSchedule(schedule, await this.addressesOf([schedule]));
  }

  private async addressesOf(schedules: readonly ScheduleRecord[]): Promise<ReadonlyMap<string, string>> {
    const members = await this.recipients.addressesOf(schedules.flatMap(({ memberIds }) => memberIds));
    return new Map(members.map(({ id, email }) => [id, email]));
  }
}
