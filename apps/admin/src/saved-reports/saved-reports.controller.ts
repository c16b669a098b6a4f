// /api/reports/saved: usage reports under a name, one's own and those shown to the organisation.
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { SavedReportRecord } from '#database/saved-reports/saved-reports';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { adminEnvToken, type AdminEnv } from '../env.js';
import { ListQueryDto, pageQuestion, renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { UsageReportDto } from '../reports/report.dto.js';
import { ReportsService } from '../reports/reports.service.js';
import { renderSavedReport } from './render-saved-report.js';
import { onDays } from './saved-query.js';
import { CreateSavedReportDto, ResultQueryDto, SavedReportDto, SavedReportListDto, UpdateSavedReportDto } from './saved-report.dto.js';
import { SavedReportsService } from './saved-reports.service.js';

@ApiTags('reports')
@Controller('api/reports/saved')
export class SavedReportsController {
  constructor(private readonly saved: SavedReportsService, private readonly reports: ReportsService, @Inject(adminEnvToken) private readonly env: AdminEnv) {}

  @Get() @Requires('report:read')
  async list(@Me() me: Principal, @Query() query: ListQueryDto): Promise<SavedReportListDto> {
    return renderPage(await this.saved.list(me, pageQuestion(query)), (report) => this.render(report));
  }

  @Post() @Requires('report:read')
  async create(@Me() me: Principal, @By() by: Author, @Body() body: CreateSavedReportDto): Promise<SavedReportDto> {
    return this.render(await this.saved.create(me, by, body));
  }

  @Get(':id') @Requires('report:read')
  async get(@Me() me: Principal, @Param('id') id: string): Promise<SavedReportDto> {
    return this.render(await this.saved.get(me, id));
  }

  /** What it says now, of what the reader may see. `from` and `to` ask for other days than its own. */
  @Get(':id/result') @Requires('report:read')
  async result(@Me() me: Principal, @Param('id') id: string, @Query() days: ResultQueryDto): Promise<UsageReportDto> {
    const { query } = await this.saved.get(me, id);
    return this.reports.usage(me, onDays(query, days));
  }

  /** By its owner; one of the organisation by whoever holds `report:schedule` too, and one that has schedules by those alone. */
  @Patch(':id') @Requires('report:read')
  async update(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: UpdateSavedReportDto, @IfMatch() version?: number): Promise<SavedReportDto> {
    return this.render(await this.saved.update(me, by, id, body, version));
  }

  /** Archives it: it is shown and sent no more. */
  @Delete(':id') @HttpCode(204) @Requires('report:read')
  remove(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<void> {
    return this.saved.archive(me, by, id, version);
  }

  private render(report: SavedReportRecord): SavedReportDto {
    return renderSavedReport(report, this.env);
  }
}
