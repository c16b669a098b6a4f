// The name that a caller asks for -> the model in the catalogue, and the provider where the name pins one. What the key may use is not
// looked at here.
import type { ModelRecord, TargetRecord } from '#database/records';
import { providerById } from '#providers/registry';

export interface FoundModel {
  model: ModelRecord;
  /** The public name within what was asked for: an id, or an alias. */
  name: string;
  /** Named by the caller: no other provider's target is tried. */
  providerId?: string;
}

/** An exact public id or alias first; else `provider/name`, which pins the provider. */
export function findModel(asked: string, models: ReadonlyMap<string, ModelRecord>): FoundModel | undefined {
  const exact = models.get(asked);
  if (exact) return { model: exact, name: asked };
  const slash = asked.indexOf('/');
  const provider = slash > 0 ? providerById(asked.slice(0, slash)) : undefined;
  if (!provider) return undefined;
  const name = asked.slice(slash + 1);
  const bare = models.get(name);
  if (bare?.targets.some((target) => target.providerId === provider.id)) return { model: bare, name, providerId: provider.id };
  const named = bareIndex(models).get(asked);
  if (named) return { model: named, name: named.id, providerId: provider.id };
  return provider.open && name && name.length <= openNameLength && !controls.test(name) ? { model: openModel(asked, provider.id, name), name: asked, providerId: provider.id } : undefined;
}

/** Every row of the ledger keeps the name. */
const openNameLength = 200;
/** Nobody names a model so, and Postgres stores no zero. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f]/;

const indexes = new WeakMap<ReadonlyMap<string, ModelRecord>, Map<string, ModelRecord>>();

/** `provider/upstream name` -> model, made once per loaded catalogue. */
function bareIndex(models: ReadonlyMap<string, ModelRecord>): Map<string, ModelRecord> {
  const known = indexes.get(models);
  if (known) return known;
  const index = new Map<string, ModelRecord>();
  for (const model of models.values())
    for (const { providerId, upstreamModel } of model.targets) {
      const key = `${providerId}/${upstreamModel}`;
      if (!index.has(key)) index.set(key, model);
    }
  indexes.set(models, index);
  return index;
}

/** A self-hosted server's models are its own affair: any name of a sensible length is passed on. */
function openModel(id: string, providerId: string, upstreamModel: string): ModelRecord {
  const target: TargetRecord = { id, providerId, upstreamModel, priority: 0, weight: 1, credentialId: null, region: null, timeouts: {}, priceVersions: [] };
  return {
    id, type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: [], createdAt: new Date(0), aliases: [],
    strategy: 'weighted', fallbacks: { any: [], contextWindow: [], contentPolicy: [] }, targets: [target],
  };
}
