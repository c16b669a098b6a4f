// /api/reports/saved/{id}/runs: how its sendings ended, and one at once.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { ReportRunRepository } from '#database/saved-reports/report-runs';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { ListQueryDto, pageQuestion, renderPage } from '../http/list-query.dto.js';
import { renderRun } from './render-saved-report.js';
import { ReportRunsService } from './report-runs.service.js';
import { SavedReportsService } from './saved-reports.service.js';
import { ReportRunDto, ReportRunListDto, RunNowDto } from './schedule.dto.js';

@ApiTags('reports')
@Controller('api/reports/saved/:id')
export class ReportRunsController {
  constructor(private readonly saved: SavedReportsService, private readonly runs: ReportRunsService, private readonly rows: ReportRunRepository) {}

  /** Newest first. */
  @Get('runs') @Requires('report:schedule')
  async list(@Me() me: Principal, @Param('id') id: string, @Query() query: ListQueryDto): Promise<ReportRunListDto> {
    await this.saved.get(me, id);
    return renderPage(await this.rows.list(id, pageQuestion(query)), renderRun);
  }

  /** Sends it to those whom a schedule names, some moments later: of the days that it would have now. One of a schedule at a time (409). */
  @Post('run') @HttpCode(202) @Requires('report:schedule')
  async run(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() { scheduleId }: RunNowDto): Promise<ReportRunDto> {
    await this.saved.get(me, id);
    return renderRun(await this.runs.start(by, id, scheduleId));
  }
}
