// Brings the catalogue file into the database: new models, targets and prices are added, what the file no longer names is
// retired (never deleted: the ledger refers to its prices), and what an admin made is left alone.
import { createHash } from 'node:crypto';
import type { Client } from './client.js';
import type { Database } from './database.js';
import type { Target } from './generated/client.js';
import type { CatalogueModel } from './records.js';
import { addPriceVersions, targetKey, type TargetIds } from './replace-prices.js';

/** The `source` of the models and targets that the catalogue owns. */
const catalogueSource = 'catalogue';

/** See ModelRepository.replaceCatalogue. */
export async function replaceCatalogue(database: Database, models: readonly CatalogueModel[], now: Date): Promise<boolean> {
  const fingerprint = fingerprintOf(models);
  if (await database.ask((client) => isCurrent(client, fingerprint))) return false;
  return database.inTransaction(async (client) => {
    await client.$executeRaw`LOCK TABLE catalogue IN SHARE ROW EXCLUSIVE MODE`; // one process brings it in, the others then find it current
    if (await isCurrent(client, fingerprint)) return false;
    await replaceModels(client, models, now);
    await addPriceVersions(client, models, await replaceTargets(client, models, now));
    await client.catalogue.upsert({ where: { id: 1 }, create: { fingerprint, replacedAt: now }, update: { fingerprint, replacedAt: now } });
    return true;
  });
}

function fingerprintOf(models: readonly CatalogueModel[]): string {
  const text = JSON.stringify(models, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
  return createHash('sha256').update(text).digest('hex');
}

async function isCurrent(client: Client, fingerprint: string): Promise<boolean> {
  return (await client.catalogue.findUnique({ where: { id: 1 } }))?.fingerprint === fingerprint;
}

async function replaceModels(client: Client, models: readonly CatalogueModel[], now: Date): Promise<void> {
  const known = new Map((await client.model.findMany()).map((row) => [row.id, row]));
  const wanted = models.map(({ id, type, contextWindow, maxOutputTokens, capabilities, createdAt }) => (
    { id, type, contextWindow, maxOutputTokens, capabilities, createdAt, source: catalogueSource, retiredAt: null }));
  await client.model.createMany({ data: wanted.filter(({ id }) => !known.has(id)) });
  for (const model of wanted) {
    const row = known.get(model.id);
    if (row?.source === catalogueSource && !sameFields(row, model)) await client.model.update({ where: { id: model.id }, data: model });
  }
  const names = wanted.map(({ id }) => id);
  await client.model.updateMany({ where: { source: catalogueSource, retiredAt: null, id: { notIn: names } }, data: { retiredAt: now } });
}

/**
 * Ids of the targets that the catalogue may price. It makes one where there is none of the upstream model yet, whatever its credential
 * and region: those, the time limits and the order are an admin's to set, and what they set is left as it is.
 */
async function replaceTargets(client: Client, models: readonly CatalogueModel[], now: Date): Promise<TargetIds> {
  const known = byTargetKey(await client.target.findMany());
  const wanted = models.flatMap((model) => model.targets.map(({ providerId, upstreamModel, priority, weight }) => (
    { modelId: model.id, providerId, upstreamModel, priority, weight, source: catalogueSource, retiredAt: null })));
  const made = await client.target.createManyAndReturn({ data: wanted.filter((target) => !known.has(targetKey(target.modelId, target))) });
  const ids = new Map(made.map((row) => [targetKey(row.modelId, row), [row.id]]));
  for (const target of wanted) {
    const rows = known.get(targetKey(target.modelId, target)) ?? [];
    if (rows.length > 0) ids.set(targetKey(target.modelId, target), rows.map(({ id }) => id)); // whoever ordered them, their prices are kept up to date
    const own = rows.find(({ source }) => source === catalogueSource);
    if (own && !sameFields(own, target)) await client.target.update({ where: { id: own.id }, data: target });
  }
  await client.target.updateMany({ where: { source: catalogueSource, retiredAt: null, id: { notIn: [...ids.values()].flat() } }, data: { retiredAt: now } });
  return ids;
}

function byTargetKey(rows: readonly Target[]): Map<string, Target[]> {
  const grouped = new Map<string, Target[]>();
  for (const row of rows) {
    const key = targetKey(row.modelId, row);
    grouped.set(key, [...(grouped.get(key) ?? []), row]);
  }
  return grouped;
}

function sameFields(row: object, wanted: object): boolean {
  return Object.entries(wanted).every(([name, value]) => JSON.stringify((row as Record<string, unknown>)[name]) === JSON.stringify(value));
}
