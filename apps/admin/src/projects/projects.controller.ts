// /api/projects: who pays.
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { ProjectRecord } from '#database/records';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { IfMatch } from '../http/version.js';
import { CreateProjectDto, FundProjectDto, ProjectDto, ProjectListDto, ProjectQueryDto, UpdateProjectDto } from './project.dto.js';
import { ProjectsService } from './projects.service.js';

const here = { project: 'id' } as const;

@ApiTags('projects')
@Controller('api/projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  /** Those that the member may read; the archived ones only when asked for. */
  @Get() @Requires('project:read')
  async list(@Me() me: Principal, @Query() query: ProjectQueryDto): Promise<ProjectListDto> {
    return renderPage(await this.projects.list(me, query), renderProject);
  }

  @Post() @Requires('project:create')
  async create(@Me() me: Principal, @By() by: Author, @Body() body: CreateProjectDto): Promise<ProjectDto> {
    return renderProject(await this.projects.create(me, by, body));
  }

  @Get(':id') @Requires('project:read', here)
  async get(@Param('id') id: string): Promise<ProjectDto> {
    return renderProject(await this.projects.get(id));
  }

  /** Changes what is given; tier, cost centre and markup need `project:fund`, too. With `If-Match` only the version that it names. */
  @Patch(':id') @Requires('project:update', here)
  async update(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: UpdateProjectDto, @IfMatch() version?: number): Promise<ProjectDto> {
    return renderProject(await this.projects.update(me, by, id, body, version));
  }

  /** Tier, cost centre and markup alone: for finance, who changes nothing else. */
  @Patch(':id/funding') @Requires('project:fund', here)
  async fund(@Me() me: Principal, @By() by: Author, @Param('id') id: string, @Body() body: FundProjectDto, @IfMatch() version?: number): Promise<ProjectDto> {
    return renderProject(await this.projects.update(me, by, id, body, version));
  }

  /** Its keys do not work from now on. Nothing of it is deleted. */
  @Post(':id/archive') @HttpCode(200) @Requires('project:archive', here)
  async archive(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<ProjectDto> {
    return renderProject(await this.projects.archive(by, id, version));
  }

  /** Its keys work again. */
  @Post(':id/unarchive') @HttpCode(200) @Requires('project:archive', here)
  async unarchive(@By() by: Author, @Param('id') id: string, @IfMatch() version?: number): Promise<ProjectDto> {
    return renderProject(await this.projects.unarchive(by, id, version));
  }
}

function renderProject({ archivedAt, createdAt, ...project }: ProjectRecord): ProjectDto {
  const { id, name, tierId, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays, managedBy, version } = project;
  return {
    id, name, tierId, costCentre, basisPoints, tags, onHangUp, keepBodies, keepBodiesDays, managedBy, version,
    archivedAt: archivedAt?.toISOString() ?? null, createdAt: createdAt.toISOString(),
  };
}
