// A target that is made beside others of the same upstream model (another credential, another region) begins with the catalogue's
// prices of it: without any it could not be asked.
import type { Change } from './change.js';
import type { Target } from './generated/client.js';
import { catalogueSourced } from './replace-prices.js';

/** What an admin or the configuration file set is of that one target, and not taken over. */
export async function inheritPrices(change: Change, { id: targetId, modelId, providerId, upstreamModel }: Target): Promise<void> {
  const known = await change.client.priceVersion.findMany({
    where: { ...catalogueSourced, target: { modelId, providerId, upstreamModel, id: { not: targetId } } },
    include: { unitPrices: true }, orderBy: { id: 'asc' },
  });
  const current = new Map(known.map((version) => [`${version.serviceTier} ${version.validFrom.getTime()}`, version])); // the younger overwrites
  for (const { serviceTier, validFrom, source, unitPrices } of current.values()) {
    const units = unitPrices.map(({ bucket, fromInputTokens, picoUsd }) => ({ bucket, fromInputTokens, picoUsd }));
    await change.client.priceVersion.create({ data: { targetId, serviceTier, validFrom, source, createdAt: change.at, unitPrices: { create: units } } });
  }
}
