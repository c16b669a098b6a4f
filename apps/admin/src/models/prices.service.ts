// The rules of prices. Nothing is changed in place: a price is one more version.
import { Injectable } from '@nestjs/common';
import type { Author } from '#database/change';
import { Database } from '#database/database';
import type { ManagedTarget } from '#database/managed-model';
import { ManagedModelRepository } from '#database/managed-models';
import type { Page } from '#database/page';
import { PriceRepository, type ManagedPrice } from '#database/prices';
import type { UnitPrice } from '#database/records';
import { defaultTier } from '#metering/price';
import { providerById } from '#providers/registry';
import { Clock } from '#server/clock';
import { pageQuestion, type ListQueryDto } from '../http/list-query.dto.js';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import type { CreatePriceDto, CreateUnitPriceDto } from './price.dto.js';
import { parseUnitPrices } from './price-rules.js';
import { TargetsService } from './targets.service.js';

@Injectable()
export class PricesService {
  constructor(
    private readonly database: Database, private readonly prices: PriceRepository, private readonly models: ManagedModelRepository,
    private readonly targets: TargetsService, private readonly clock: Clock,
  ) {}

  async list(targetId: string, query: ListQueryDto): Promise<Page<ManagedPrice>> {
    await this.targets.get(targetId);
    return this.prices.list(pageQuestion(query), targetId);
  }

  async create(by: Author, targetId: string, { serviceTier = defaultTier, validFrom, reason, unitPrices: written }: CreatePriceDto): Promise<ManagedPrice> {
    const { unitPrices } = await this.parse(targetId, written);
    return this.database.change(by, new Date(this.clock.now()), (change) =>
      this.prices.create(change, { targetId, serviceTier, validFrom: new Date(validFrom), reason, unitPrices }));
  }

  /** Prices as a target can have them. Throws ApiError naming what is wrong with them, and where the target is not there. */
  async parse(targetId: string, written: readonly CreateUnitPriceDto[]): Promise<{ target: ManagedTarget; unitPrices: UnitPrice[] }> {
    const target = await this.targets.get(targetId);
    const model = await this.models.find(target.modelId);
    if (!model) throw notFound('model');
    const provider = providerById(target.providerId);
    if (provider?.billing === 'free') throw invalid([{ param: 'unitPrices', message: `unitPrices have no effect: ${provider.name} is free` }]);
    const parsed = parseUnitPrices(written, model.type);
    if ('problems' in parsed) throw invalid(parsed.problems);
    return { target, unitPrices: parsed.unitPrices };
  }
}
