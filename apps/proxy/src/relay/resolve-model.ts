// The relay's first step: the model a caller asks for -> the targets that can serve it, in the order they are tried.
import type { Caller } from '../gate/caller.js';
import type { ModelRecord, TargetRecord } from '#database/records';
import { priceAt, type Price } from '#metering/price';
import type { Endpoint } from '#providers/provider';
import type { Target } from '#providers/exchange';
import { providerById } from '#providers/registry';
import { ApiError } from '#server/errors/api-error';
import { connectionsFor, type Connection, type Connections } from './connections.js';

/** A target as the relay tries it: where it goes, and what its row in the ledger says. */
export interface Candidate {
  target: Target;
  /** As of the request. */
  price: Price;
  credentialId: string;
}

export interface Resolved {
  model: ModelRecord;
  /** Never empty. */
  candidates: Candidate[];
}

export interface ModelQuestion {
  /** As the caller wrote it. */
  asked: string;
  /** The provider that the caller would rather have; honoured first. */
  preferred?: string | undefined;
  models: ReadonlyMap<string, ModelRecord>;
  connections: Connections;
  caller: Pick<Caller, 'mayUseModel' | 'mayUseProvider'>;
  now: Date;
}

/** Throws ApiError: `model_not_found` (the same body for an unknown and a forbidden model), `model_unpriced`. */
export function resolveModel(question: ModelQuestion): Resolved {
  const found = findUsable(question.asked, question.models, question.caller);
  if (!found) throw modelNotFound(question.asked);
  const { model, targets } = found;
  const connected = targets.flatMap((record) =>
    connectionsFor(record, question.connections).map((connection) => candidate(model, record, connection, question.now)));
  if (connected.length === 0) throw notConnected(question.asked);
  const candidates = connected.filter(({ price }) => price.state !== 'unpriced');
  if (candidates.length === 0) throw new ApiError('model_unpriced', { param: 'model', message: `The model "${question.asked}" has no price here, so it cannot be used. An admin can set one.` });
  return { model, candidates: preferredFirst(candidates, question.preferred) };
}

/** Throws ApiError unless the model answers on this endpoint; a chat model answers legacy completions, too. */
export function requireEndpoint({ model, candidates }: Resolved, endpoint: Endpoint): void {
  const served = { chat: ['chat'], completions: ['chat', 'completions'], embeddings: ['embeddings'] }[endpoint];
  const type = { chat: 'chat', completion: 'completions', embedding: 'embeddings' }[model.type];
  const open = candidates.every(({ target }) => target.provider.open);
  if (open || served.includes(type)) return;
  throw new ApiError('invalid_request', { param: 'model', message: `The model "${model.id}" is for ${type}; it does not answer on this endpoint.` });
}

/** The model, with the targets that this caller may use; undefined where it is unknown or none of it may be used. */
export function findUsable(asked: string, models: ReadonlyMap<string, ModelRecord>, caller: ModelQuestion['caller']): { model: ModelRecord; targets: TargetRecord[] } | undefined {
  const { model, name, providerId } = findModel(asked, models) ?? {};
  if (!model || !caller.mayUseModel(asked, name ?? asked, model.id)) return undefined;
  const targets = model.targets.filter((record) => (providerId === undefined || record.providerId === providerId) && caller.mayUseProvider(record.providerId));
  return targets.length > 0 ? { model, targets } : undefined;
}

interface FoundModel {
  model: ModelRecord;
  /** The public name within what was asked for: an id, or an alias. */
  name: string;
  providerId?: string;
}

/** An exact public id or alias first; else `provider/name`, which pins the provider. */
function findModel(asked: string, models: ReadonlyMap<string, ModelRecord>): FoundModel | undefined {
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
  return provider.open && name && name.length <= openNameLength ? { model: openModel(asked, provider.id, name), name: asked, providerId: provider.id } : undefined;
}

/** Every row of the ledger keeps the name. */
const openNameLength = 200;

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
  const target: TargetRecord = { id, providerId, upstreamModel, priority: 0, weight: 1, credentialId: null, priceVersions: [] };
  return { id, type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: [], createdAt: new Date(0), aliases: [], targets: [target] };
}

function candidate(model: ModelRecord, record: TargetRecord, connection: Connection, now: Date): Candidate {
  const { provider, baseUrl, trusted, secret, credentialId } = connection;
  return {
    price: priceAt(record, provider.billing, now),
    credentialId,
    target: {
      provider,
      baseUrl,
      trusted,
      model: {
        name: record.upstreamModel,
        reasoning: model.capabilities.includes('reasoning'),
        ...(model.maxOutputTokens !== null && { maxOutputTokens: model.maxOutputTokens }),
      },
      ...(secret !== undefined && { secret }),
    },
  };
}

function preferredFirst(candidates: Candidate[], preferred: string | undefined): Candidate[] {
  const first = candidates.filter(({ target }) => target.provider.id === preferred);
  return [...first, ...candidates.filter((candidate) => !first.includes(candidate))];
}

export const modelNotFound = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" does not exist, or this API key may not use it.` });
const notConnected = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" is known, but no connected provider serves it.` });
