// /api/projects/{projectId}/members: who belongs to a project, and in which role.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Author } from '#database/change';
import type { ProjectMemberRecord } from '#database/project-members';
import type { Principal } from '../access/principal.js';
import { Requires } from '../access/route-access.js';
import { By, Me } from '../access/signed-in.js';
import { renderPage } from '../http/list-query.dto.js';
import { AddProjectMemberDto, ProjectMemberDto, ProjectMemberListDto, ProjectMemberQueryDto, SetProjectMemberDto } from './project-member.dto.js';
import { ProjectMembersService } from './project-members.service.js';

const scope = { project: 'projectId' };

@ApiTags('project members')
@Controller('api/projects/:projectId/members')
export class ProjectMembersController {
  constructor(private readonly service: ProjectMembersService) {}

  @Get() @Requires('project-member:read', scope)
  async list(@Param('projectId') projectId: string, @Query() query: ProjectMemberQueryDto): Promise<ProjectMemberListDto> {
    return renderPage(await this.service.list(projectId, query), renderProjectMember);
  }

  /** By the address, for whoever may not see the list of members. */
  @Post() @Requires('project-member:update', scope)
  async add(@Me() me: Principal, @By() by: Author, @Param('projectId') projectId: string, @Body() { email, role }: AddProjectMemberDto): Promise<ProjectMemberDto> {
    return renderProjectMember(await this.service.set({ me, by }, projectId, { email }, role));
  }

  /** Adds the member, or gives another role. */
  @Put(':memberId') @Requires('project-member:update', scope)
  async set(
    @Me() me: Principal, @By() by: Author, @Param('projectId') projectId: string, @Param('memberId') id: string, @Body() { role }: SetProjectMemberDto,
  ): Promise<ProjectMemberDto> {
    return renderProjectMember(await this.service.set({ me, by }, projectId, { id }, role));
  }

  @Delete(':memberId') @HttpCode(204) @Requires('project-member:update', scope)
  async remove(@Me() me: Principal, @By() by: Author, @Param('projectId') projectId: string, @Param('memberId') memberId: string): Promise<void> {
    await this.service.remove({ me, by }, projectId, memberId);
  }
}

export function renderProjectMember({ memberId, email, name, role, createdAt, disabledAt }: ProjectMemberRecord): ProjectMemberDto {
  return { memberId, email, name, role, disabled: disabledAt !== null, createdAt: createdAt.toISOString() };
}
