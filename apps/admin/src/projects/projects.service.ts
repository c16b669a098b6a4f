// The rules of projects: money matters need a permission of their own, and what has usage is archived, never deleted.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import type { Page } from '#database/page';
import { ProjectRepository } from '#database/projects';
import type { ProjectRecord } from '#database/records';
import { TierRepository } from '#database/tiers';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { Principal } from '../access/principal.js';
import { parseTagFilter } from '../http/field-rules.js';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { requireTier } from '../tiers/require-tier.js';
import type { CreateProjectDto, ProjectQueryDto, UpdateProjectDto } from './project.dto.js';

const ofMoney = ['tierId', 'costCentre', 'basisPoints'] as const;

@Injectable()
export class ProjectsService {
  constructor(
    private readonly database: Database, private readonly projects: ProjectRepository, private readonly tiers: TierRepository, private readonly clock: Clock,
  ) {}

  list(me: Principal, query: ProjectQueryDto): Promise<Page<ProjectRecord>> {
    const mine = me.projectsWith('project:read');
    const { name, costCentre, tag, archived } = query;
    return this.projects.list(pageQuestion(query), {
      ids: mine === 'all' ? undefined : mine, name, costCentre, tag: parseTagFilter(tag), archived: archived === 'true',
    });
  }

  async get(id: string): Promise<ProjectRecord> {
    return (await this.projects.find(id)) ?? Promise.reject(notFound('project'));
  }

  async create(me: Principal, by: Author, body: CreateProjectDto): Promise<ProjectRecord> {
    requireFunding(me, body);
    await requireTier(this.tiers, body.tierId);
    return this.database.change(by, this.now(), (change) => this.projects.create(change, body));
  }

  async update(me: Principal, by: Author, id: string, body: UpdateProjectDto, version: number | undefined): Promise<ProjectRecord> {
    requireFunding(me, body, id);
    await requireTier(this.tiers, body.tierId);
    return this.database.change(by, this.now(), (change) => this.projects.update(change, id, body, version));
  }

  archive(by: Author, id: string, version: number | undefined): Promise<ProjectRecord> {
    return this.database.change(by, this.now(), (change) => this.projects.archive(change, id, version));
  }

  unarchive(by: Author, id: string, version: number | undefined): Promise<ProjectRecord> {
    return this.database.change(by, this.now(), (change) => this.projects.unarchive(change, id, version));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function requireFunding(me: Principal, body: UpdateProjectDto, projectId?: string): void {
  const given = ofMoney.find((field) => body[field] !== undefined);
  if (given !== undefined && !me.may('project:fund', projectId)) {
    throw new ApiError('forbidden', { param: given, message: `To set ${given} needs the permission project:fund.` });
  }
}
