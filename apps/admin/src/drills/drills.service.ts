// The rules of failures on purpose: about what there is, a few of a project at a time, nobody's but the project's own requests.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import { DrillRepository, type DrillReport, type ManagedDrill } from '#database/drills';
import type { Page } from '#database/page';
import { TargetRepository } from '#database/targets';
import { providerById, providers } from '#providers/registry';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import type { CreateDrillDto, DrillQueryDto } from './drill.dto.js';
import { parseDrill } from './parse-drill.js';

/** Under way and ahead. */
const mostOfProject = 5;

@Injectable()
export class DrillsService {
  constructor(private readonly database: Database, private readonly drills: DrillRepository, private readonly targets: TargetRepository, private readonly clock: Clock) {}

  now(): Date {
    return new Date(this.clock.now());
  }

  list(projectId: string, query: DrillQueryDto, now: Date): Promise<Page<ManagedDrill>> {
    return this.drills.list(pageQuestion(query), { projectId, state: query.state, now });
  }

  async get(projectId: string, id: string): Promise<ManagedDrill> {
    return (await this.drills.find(projectId, id)) ?? Promise.reject(notFound('drill'));
  }

  async create(by: Author, projectId: string, body: CreateDrillDto, now: Date): Promise<ManagedDrill> {
    const drill = parseDrill(projectId, body, now);
    await this.requireThere(body);
    return this.database.change(by, now, async (change) => {
      if (await this.drills.countNotOver(change, projectId) >= mostOfProject)
        throw new ApiError('conflict', { message: `The project has ${mostOfProject} drills under way or ahead, the most there may be. End one first.` });
      return this.drills.create(change, drill);
    });
  }

  end(by: Author, projectId: string, id: string, now: Date): Promise<ManagedDrill> {
    return this.database.change(by, now, (change) => this.drills.end(change, projectId, id));
  }

  async report(projectId: string, id: string, now: Date): Promise<DrillReport> {
    return this.drills.report(await this.get(projectId, id), now);
  }

  private async requireThere({ providerId, targetId }: CreateDrillDto): Promise<void> {
    if (providerId !== undefined && !providerById(providerId))
      throw invalid([{ param: 'providerId', message: `providerId must be one of ${Object.keys(providers).join(', ')}` }]);
    if (targetId === undefined) return;
    const target = await this.targets.find(targetId);
    if (!target || target.retiredAt !== null) throw invalid([{ param: 'targetId', message: 'targetId must be the id of a target that is in use' }]);
  }
}
