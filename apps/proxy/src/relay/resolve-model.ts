// The relay's first step: the model a caller asks for -> the targets that can serve it, in the order they are tried.
import type { ModelRecord, TargetRecord } from '#database/records';
import { priceAt, type Price } from '#metering/price';
import type { Endpoint } from '#providers/provider';
import type { Target } from '#providers/exchange';
import { providerById } from '#providers/registry';
import { ApiError } from '#server/errors/api-error';
import type { Connection, Connections } from './connections.js';

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
  mayUse: (modelId: string) => boolean;
  now: Date;
}

/** Throws ApiError: `model_not_found` (the same body for an unknown and a forbidden model), `model_unpriced`. */
export function resolveModel(question: ModelQuestion): Resolved {
  const { model, providerId } = findModel(question.asked, question.models) ?? {};
  if (!model || !question.mayUse(model.id)) throw modelNotFound(question.asked);
  const records = model.targets.filter((record) => providerId === undefined || record.providerId === providerId);
  const connected = records.flatMap((record) => {
    const connection = question.connections.get(record.providerId);
    return connection ? [candidate(model, record, connection, question.now)] : [];
  });
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

/** An exact public id first; else `provider/name`, which pins the provider. */
export function findModel(asked: string, models: ReadonlyMap<string, ModelRecord>): { model: ModelRecord; providerId?: string } | undefined {
  const exact = models.get(asked);
  if (exact) return { model: exact };
  const slash = asked.indexOf('/');
  const provider = slash > 0 ? providerById(asked.slice(0, slash)) : undefined;
  if (!provider) return undefined;
  const name = asked.slice(slash + 1);
  const bare = models.get(name);
  if (bare?.targets.some((target) => target.providerId === provider.id)) return { model: bare, providerId: provider.id };
  const named = bareIndex(models).get(asked);
  if (named) return { model: named, providerId: provider.id };
  return provider.open && name ? { model: openModel(asked, provider.id, name), providerId: provider.id } : undefined;
}

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

/** A self-hosted server's models are its own affair: any name is passed on. */
function openModel(id: string, providerId: string, upstreamModel: string): ModelRecord {
  const target: TargetRecord = { id, providerId, upstreamModel, priority: 0, weight: 1, priceVersions: [] };
  return { id, type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: [], createdAt: new Date(0), targets: [target] };
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
