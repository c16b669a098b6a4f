// Questions about models, their targets and prices.
import { Injectable } from '@nestjs/common';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { Prisma } from './generated/client.js';
import type { CatalogueModel, ModelRecord, ModelType, PriceVersionRecord, Strategy, UnitPrice } from './records.js';
import { replaceCatalogue } from './replace-catalogue.js';
import { fallbacksOf, timeoutsOf } from './route-columns.js';

const newestFirst = [{ validFrom: 'desc' }, { id: 'desc' }] satisfies Prisma.PriceVersionOrderByWithRelationInput[];
const withPrices = {
  aliases: { orderBy: { id: 'asc' } },
  targets: {
    where: { retiredAt: null },
    orderBy: [{ priority: 'asc' }, { weight: 'desc' }, { id: 'asc' }],
    include: { priceVersions: { orderBy: newestFirst, include: { unitPrices: { orderBy: { fromInputTokens: 'asc' } } } } },
  },
} satisfies Prisma.ModelInclude;
type ModelRow = Prisma.ModelGetPayload<{ include: typeof withPrices }>;

@Injectable()
export class ModelRepository {
  constructor(private readonly database: Database) {}

  /** All that are offered, by public id; targets in the order they are tried, price versions newest first. */
  loadAll(): Promise<ModelRecord[]> {
    return this.database.ask(loadModels);
  }

  /**
   * Makes the database say what the catalogue file says; an admin's models, targets and prices stay as they are. False when
   * nothing was to do, which one small question tells for a catalogue that was brought in before.
   */
  replaceCatalogue(models: readonly CatalogueModel[], now: Date): Promise<boolean> {
    return replaceCatalogue(this.database, models, now);
  }
}

/** `loadAll` inside somebody's transaction. */
export async function loadModels(client: Client): Promise<ModelRecord[]> {
  const rows = await client.model.findMany({ where: { retiredAt: null }, orderBy: { id: 'asc' }, include: withPrices });
  return rows.map(modelRecord);
}

function modelRecord({ id, type, contextWindow, maxOutputTokens, capabilities, createdAt, aliases, strategy, fallbacks, targets }: ModelRow): ModelRecord {
  return {
    id, type: type as ModelType, contextWindow, maxOutputTokens, capabilities, createdAt, aliases: aliases.map((alias) => alias.id),
    strategy: strategy as Strategy,
    fallbacks: fallbacksOf(fallbacks),
    targets: targets.map(({ id, providerId, upstreamModel, priority, weight, credentialId, region, timeouts, priceVersions }) => ({
      id, providerId, upstreamModel, priority, weight, credentialId, region, timeouts: timeoutsOf(timeouts),
      priceVersions: priceVersions.map(priceVersionRecord),
    })),
  };
}

function priceVersionRecord(row: ModelRow['targets'][number]['priceVersions'][number]): PriceVersionRecord {
  const unitPrices = row.unitPrices.map(({ bucket, fromInputTokens, picoUsd }) => ({ bucket: bucket as UnitPrice['bucket'], fromInputTokens, picoUsd }));
  return { id: row.id, serviceTier: row.serviceTier, validFrom: row.validFrom, source: row.source, unitPrices };
}
