// The catalogue that ships with the product: models, limits and dated prices, made by tools/catalogue/import.mjs. Read once,
// when a process brings it into the database.
import type { CatalogueModel, ModelType, UnitPrice } from '#database/records';
import { defaultTier } from '../price.js';
import catalogue from './catalogue.json' with { type: 'json' };

/** Prices from a number of input tokens on, in whole pico-USD per token. */
type Tier = { fromInputTokens: number } & { [bucket in UnitPrice['bucket']]?: number };

interface CatalogueEntry {
  id: string;
  provider: string;
  upstreamModel: string;
  type: ModelType;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  capabilities: string[];
  /** Oldest first. `validFrom` is a day (UTC); 1970-01-01 where no beginning is known. */
  prices: { validFrom: string; source: string; tiers: Tier[] }[];
}

/** All models of the file, by public id, each with the one target that its own provider is. */
export function readCatalogue(): CatalogueModel[] {
  const createdAt = new Date(catalogue.collectedOn);
  return (catalogue.models as CatalogueEntry[]).map(({ provider, upstreamModel, prices, ...model }) => ({
    ...model,
    createdAt,
    targets: [{
      providerId: provider,
      upstreamModel,
      priority: 0,
      weight: 1,
      priceVersions: prices.map(({ validFrom, source, tiers }) => ({
        serviceTier: defaultTier, validFrom: new Date(validFrom), source, unitPrices: tiers.flatMap(unitPrices),
      })),
    }],
  }));
}

function unitPrices({ fromInputTokens, ...tier }: Tier): UnitPrice[] {
  return Object.entries(tier).map(([bucket, picoUsd]) => ({ bucket: bucket as UnitPrice['bucket'], fromInputTokens, picoUsd: BigInt(picoUsd) }));
}
