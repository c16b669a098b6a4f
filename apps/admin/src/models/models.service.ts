// The rules of models and their aliases.
import { Injectable } from '@nestjs/common';
import { AliasRepository } from '#database/aliases';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import type { ManagedModel } from '#database/managed-model';
import { ManagedModelRepository, type ModelFacts } from '#database/managed-models';
import type { Page } from '#database/page';
import { Clock } from '#server/clock';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { requireFallbacks } from './fallback-rules.js';
import type { CreateModelDto, ModelQueryDto, UpdateModelDto } from './model.dto.js';
import { TargetsService } from './targets.service.js';

@Injectable()
export class ModelsService {
  constructor(
    private readonly database: Database, private readonly models: ManagedModelRepository, private readonly aliases: AliasRepository,
    private readonly targets: TargetsService, private readonly clock: Clock,
  ) {}

  list({ type, provider, id, source, retired, ...query }: ModelQueryDto): Promise<Page<ManagedModel>> {
    return this.models.list(pageQuestion(query), { type, providerId: provider, id, source, retired: retired === undefined ? undefined : retired === 'true' });
  }

  async get(id: string): Promise<ManagedModel> {
    return (await this.models.find(id)) ?? Promise.reject(notFound('model'));
  }

  create(by: Author, { id, targets = [], ...body }: CreateModelDto): Promise<ManagedModel> {
    const { type, contextWindow = null, maxOutputTokens = null, capabilities = [] } = body;
    return this.change(by, async (change) => {
      const made = await this.models.create(change, id, { type, contextWindow, maxOutputTokens, capabilities, ...routingOf(body) });
      await requireFallbacks(this.models, change, made);
      for (const [index, target] of targets.entries()) await this.targets.add(change, id, target, `targets[${index}].`);
      return this.models.forChange(change, id);
    });
  }

  update(by: Author, id: string, body: UpdateModelDto, version: number | undefined): Promise<ManagedModel> {
    const { type, contextWindow, maxOutputTokens, capabilities, fallbacks } = body;
    const patch = {
      ...(type !== undefined && { type }), ...(contextWindow !== undefined && { contextWindow }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }), ...(capabilities !== undefined && { capabilities }), ...routingOf(body),
    };
    return this.change(by, async (change) => {
      const before = await this.models.forChange(change, id, version);
      const after = await this.models.update(change, id, patch);
      if (fallbacks || after.type !== before.type) await requireFallbacks(this.models, change, after, before);
      return after;
    });
  }

  retire(by: Author, id: string, version: number | undefined): Promise<ManagedModel> {
    return this.change(by, (change) => this.models.retire(change, id, version));
  }

  restore(by: Author, id: string, version: number | undefined): Promise<ManagedModel> {
    return this.change(by, (change) => this.models.restore(change, id, version));
  }

  addAlias(by: Author, id: string, alias: string, version: number | undefined): Promise<ManagedModel> {
    return this.change(by, async (change) => {
      await this.aliases.create(change, id, alias, version);
      await this.targets.requireOwnNames(change, id, 'alias');
      return this.models.forChange(change, id);
    });
  }

  async removeAlias(by: Author, id: string, alias: string, version: number | undefined): Promise<void> {
    await this.change(by, (change) => this.aliases.remove(change, id, alias, version));
  }

  private change<T>(by: Author, work: (change: Change) => Promise<T>): Promise<T> {
    return this.database.change(by, new Date(this.clock.now()), work);
  }
}

function routingOf({ strategy, fallbacks }: UpdateModelDto): Pick<ModelFacts, 'strategy' | 'fallbacks'> {
  const { any = [], contextWindow = [], contentPolicy = [] } = fallbacks ?? {};
  return { ...(strategy && { strategy }), ...(fallbacks && { fallbacks: { any, contextWindow, contentPolicy } }) };
}
