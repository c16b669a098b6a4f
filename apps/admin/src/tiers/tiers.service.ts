// The rules of tiers.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import type { Page } from '#database/page';
import type { Limits, ModelLimits, TierRecord } from '#database/records';
import { TierRepository } from '#database/tiers';
import { Clock } from '#server/clock';
import { pageQuestion } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { parseLimits } from './limit.js';
import type { CreateTierDto, TierQueryDto, UpdateTierDto } from './tier.dto.js';

@Injectable()
export class TiersService {
  constructor(private readonly database: Database, private readonly tiers: TierRepository, private readonly clock: Clock) {}

  list(query: TierQueryDto): Promise<Page<TierRecord>> {
    return this.tiers.list(pageQuestion(query), { name: query.name });
  }

  async get(id: string): Promise<TierRecord> {
    return (await this.tiers.find(id)) ?? Promise.reject(notFound('tier'));
  }

  create(by: Author, { name, modelLimits = [], ...limits }: CreateTierDto): Promise<TierRecord> {
    return this.database.change(by, this.now(), (change) =>
      this.tiers.create(change, { name, ...(parseLimits(limits) as Limits), modelLimits: modelLimits.map(parseModelLimits) }));
  }

  async update(by: Author, id: string, { name, modelLimits, ...limits }: UpdateTierDto, version: number | undefined): Promise<TierRecord> {
    const patch = { ...(name !== undefined && { name }), ...parseLimits(limits), ...(modelLimits && { modelLimits: modelLimits.map(parseModelLimits) }) };
    return this.database.change(by, this.now(), (change) => this.tiers.update(change, id, patch, version));
  }

  async remove(by: Author, id: string, version: number | undefined): Promise<void> {
    await this.database.change(by, this.now(), (change) => this.tiers.remove(change, id, version));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const parseModelLimits = ({ models, ...limits }: NonNullable<CreateTierDto['modelLimits']>[number]): ModelLimits => ({ models, ...(parseLimits(limits) as Limits) });
