// /api/projects/{projectId}/drills: failures on purpose for a share of a project's requests, and what came of them.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import { Requires } from '../access/route-access.js';
import { By } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { DrillReportDto } from './drill-report.dto.js';
import { CreateDrillDto, DrillDto, DrillListDto, DrillQueryDto } from './drill.dto.js';
import { DrillsService } from './drills.service.js';
import { renderDrill, renderReport } from './render-drill.js';

const scope = { project: 'projectId' };

@ApiTags('drills')
@Controller('api/projects/:projectId/drills')
export class DrillsController {
  constructor(private readonly drills: DrillsService) {}

  /** Newest first: under way, ahead and over. */
  @Get() @Requires('drill:read', scope)
  async list(@Param('projectId') projectId: string, @Query() query: DrillQueryDto): Promise<DrillListDto> {
    const now = this.drills.now();
    return renderPage(await this.drills.list(projectId, query, now), (drill) => renderDrill(drill, now));
  }

  /** Meets no other project, and counts against no target: the providers are not asked where it fails. At most 5 not over at a time. */
  @Post() @Requires('drill:write', scope)
  async create(@By() by: Author, @Param('projectId') projectId: string, @Body() body: CreateDrillDto): Promise<DrillDto> {
    const now = this.drills.now();
    return renderDrill(await this.drills.create(by, projectId, body, now), now);
  }

  @Get(':id') @Requires('drill:read', scope)
  async get(@Param('projectId') projectId: string, @Param('id') id: string): Promise<DrillDto> {
    return renderDrill(await this.drills.get(projectId, id), this.drills.now());
  }

  /** Within a second everywhere. One that is ahead will not be; one that is over stays as it is. */
  @Post(':id/end') @HttpCode(200) @Requires('drill:write', scope)
  async end(@By() by: Author, @Param('projectId') projectId: string, @Param('id') id: string): Promise<DrillDto> {
    const now = this.drills.now();
    return renderDrill(await this.drills.end(by, projectId, id, now), now);
  }

  /** From the request rows of its time, which are written some moments after each request and gone after `REQUEST_RETENTION_DAYS`. */
  @Get(':id/report') @Requires('drill:read', scope)
  async report(@Param('projectId') projectId: string, @Param('id') id: string): Promise<DrillReportDto> {
    return renderReport(id, await this.drills.report(projectId, id, this.drills.now()));
  }
}
