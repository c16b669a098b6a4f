// Brings the catalogue into the database when a process starts: before the first load of models, and again at no cost.
import type { ModelRepository } from '#database/models';
import type { CatalogueModel } from '#database/records';
import { readCatalogue } from './read-catalogue.js';

/**
 * `ours` are models that no public collection can know (the sandbox's). False when the database had all of it already.
 * Throws DatabaseError.
 */
export function seedCatalogue(models: ModelRepository, ours: readonly CatalogueModel[], now: Date): Promise<boolean> {
  return models.replaceCatalogue([...readCatalogue(), ...ours], now);
}
