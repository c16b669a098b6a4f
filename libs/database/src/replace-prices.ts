// The prices of the catalogue file. A price version is never changed: a figure that the file corrects becomes one more version
// with the same date, and of two with one date the younger counts.
import type { Client } from './client.js';
import type { CatalogueModel, PriceVersionRecord } from './records.js';
import type { Source } from './source.js';

/** The `source` of price versions that the catalogue did not make; the others name where its figures come from. */
const foreignSources: ReadonlySet<string> = new Set(['admin', 'file'] satisfies Source[]);

/** Of versions of the catalogue's own, as a question. */
export const catalogueSourced = { source: { notIn: [...foreignSources] } };

/** By `targetKey`: all targets of an upstream model, which differ in credential or region and have one price list. */
export type TargetIds = ReadonlyMap<string, readonly string[]>;

type Version = Omit<PriceVersionRecord, 'id'> & { targetId: string };

/** Adds what differs. Where an admin or the configuration file set a price (of that target and service tier), the catalogue has no more say. */
export async function addPriceVersions(client: Client, models: readonly CatalogueModel[], targetIds: TargetIds): Promise<void> {
  const known = await client.priceVersion.findMany({ include: { unitPrices: true }, orderBy: { id: 'asc' } });
  const foreign = new Set(known.filter(({ source }) => foreignSources.has(source)).map(tierKey));
  const current = new Map(known.map((row) => [versionKey(row), contentOf(row.unitPrices)])); // the younger overwrites
  const missing = versionsOf(models, targetIds).filter((version) => !foreign.has(tierKey(version)) && current.get(versionKey(version)) !== contentOf(version.unitPrices));
  const made = await client.priceVersion.createManyAndReturn({ data: missing.map(({ targetId, serviceTier, validFrom, source }) => ({ targetId, serviceTier, validFrom, source })) });
  const ids = new Map(made.map((row) => [versionKey(row), row.id]));
  await client.priceUnit.createMany({
    data: missing.flatMap((version) => version.unitPrices.map((unit) => ({ ...unit, priceVersionId: ids.get(versionKey(version))! }))),
  });
}

function versionsOf(models: readonly CatalogueModel[], targetIds: TargetIds): Version[] {
  return models.flatMap((model) => model.targets.flatMap((target) =>
    (targetIds.get(targetKey(model.id, target)) ?? []).flatMap((targetId) => target.priceVersions.map((version) => ({ ...version, targetId })))));
}

/** To the catalogue a target is its model, its provider and the name there. */
export function targetKey(modelId: string, target: { providerId: string; upstreamModel: string }): string {
  return JSON.stringify([modelId, target.providerId, target.upstreamModel]);
}

const tierKey = (version: { targetId: string; serviceTier: string }) => `${version.targetId} ${version.serviceTier}`;
const versionKey = (version: { targetId: string; serviceTier: string; validFrom: Date }) => `${tierKey(version)} ${version.validFrom.getTime()}`;

function contentOf(unitPrices: readonly { bucket: string; fromInputTokens: number; picoUsd: bigint }[]): string {
  return unitPrices.map(({ bucket, fromInputTokens, picoUsd }) => `${bucket} ${fromInputTokens} ${picoUsd}`).sort().join('\n');
}
