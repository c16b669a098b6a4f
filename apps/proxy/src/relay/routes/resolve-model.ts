// The relay's first step: the model a caller asks for -> the targets that can serve it, in the order they are tried. One function judges
// every target; a request takes those that are tried, the explanation of a route shows them all.
import type { Caller } from '../../gate/caller.js';
import type { ModelRecord, TargetRecord } from '#database/records';
import type { RouteReason } from '#database/request-row';
import { priceAt, type Price } from '#metering/price';
import type { Endpoint } from '#providers/provider';
import type { Target } from '#providers/exchange';
import { ApiError } from '#server/errors/api-error';
import { connectionsFor, type Connection, type Connections } from './connections.js';
import { findModel } from './find-model.js';

/** A target as the relay tries it: where it goes, and what its row in the ledger says. */
export interface Candidate {
  target: Target;
  /** As of the request. */
  price: Price;
  credentialId: string;
  record: TargetRecord;
  reason: RouteReason;
}

export interface Resolved {
  model: ModelRecord;
  /** Never empty. */
  candidates: Candidate[];
}

export interface ModelQuestion {
  /** As the caller wrote it. */
  asked: string;
  endpoint: Endpoint;
  /** The provider that the caller would rather have; honoured first. */
  preferred?: string | undefined;
  models: ReadonlyMap<string, ModelRecord>;
  connections: Connections;
  caller: Pick<Caller, 'mayUseModel' | 'mayUseProvider'>;
  now: Date;
}

/** Why a target stands where it does: the name asked for pins its provider, the caller prefers it, or by the model's own order. */
export const triedReasons = ['pinned', 'preferred', 'priority'] as const satisfies readonly RouteReason[];
export const skippedReasons = ['not_connected', 'unpriced', 'other_provider_pinned', 'endpoint_not_served'] as const;

export interface Tried extends Candidate { reason: (typeof triedReasons)[number] }
export interface Skipped { record: TargetRecord; reason: (typeof skippedReasons)[number] }

export interface Considered {
  model: ModelRecord;
  /** In order; one for each connection. */
  tried: Tried[];
  skipped: Skipped[];
}

/** Throws ApiError: `model_not_found` (the same body for an unknown and a forbidden model), `model_unpriced`, or `invalid_request` of a model that does not answer on this endpoint. */
export function resolveModel(question: ModelQuestion): Resolved {
  const { asked } = question;
  const { model, tried, skipped } = considerTargets(question);
  if (tried.length > 0) return { model, candidates: tried };
  const isSkippedFor = (reason: Skipped['reason']) => skipped.some((one) => one.reason === reason);
  if (isSkippedFor('endpoint_not_served')) throw new ApiError('invalid_request', { param: 'model', message: `The model "${model.id}" is for ${endpointOf(model)}; it does not answer on this endpoint.` });
  if (isSkippedFor('unpriced')) throw new ApiError('model_unpriced', { param: 'model', message: `The model "${asked}" has no price here, so it cannot be used. An admin can set one.` });
  throw notConnected(asked);
}

/** Every target that exists for this caller, with the verdict on it. Throws ApiError `model_not_found` where none does. */
export function considerTargets(question: ModelQuestion): Considered {
  const { asked, models, caller, endpoint, preferred } = question;
  const found = findUsable(asked, models, caller);
  if (!found) throw modelNotFound(asked);
  const { model, targets, pinned, others } = found;
  const tried: Tried[] = [];
  const ready: TargetRecord[] = [];
  const skipped: Skipped[] = [];
  for (const record of targets) {
    const connections = connectionsFor(record, question.connections);
    const price = connections[0] && priceAt(record, connections[0].provider.billing, question.now);
    if (!price) skipped.push({ record, reason: 'not_connected' });
    else if (price.state === 'unpriced') skipped.push({ record, reason: 'unpriced' });
    else {
      ready.push(record);
      for (const connection of connections) tried.push({ ...candidate(model, record, connection, price), record, reason: reasonOf(record, pinned, preferred) });
    }
  }
  const away = others.map((record): Skipped => ({ record, reason: 'other_provider_pinned' }));
  if (isServed(model, tried, endpoint)) return { model, tried: preferredFirst(tried, preferred), skipped: [...skipped, ...away] };
  return { model, tried: [], skipped: [...ready.map((record): Skipped => ({ record, reason: 'endpoint_not_served' })), ...skipped, ...away] };
}

/** The endpoint that a model is made for. */
export const endpointOf = ({ type }: ModelRecord): Endpoint => ({ chat: 'chat', completion: 'completions', embedding: 'embeddings' } as const)[type];

/** A chat model answers legacy completions, too; a self-hosted server is asked for whatever the caller asks. */
function isServed(model: ModelRecord, candidates: readonly Candidate[], endpoint: Endpoint): boolean {
  const served = { chat: ['chat'], completions: ['chat', 'completions'], embeddings: ['embeddings'] }[endpoint];
  return candidates.every(({ target }) => target.provider.open) || served.includes(endpointOf(model));
}

export interface UsableModel {
  model: ModelRecord;
  /** Never empty. */
  targets: TargetRecord[];
  /** Whether the name asked for names the provider; `others` are the targets that this leaves out. */
  pinned: boolean;
  others: TargetRecord[];
}

/** The model, with the targets that this caller may use; undefined where it is unknown or none of it may be used. */
export function findUsable(asked: string, models: ReadonlyMap<string, ModelRecord>, caller: ModelQuestion['caller']): UsableModel | undefined {
  const { model, name, providerId } = findModel(asked, models) ?? {};
  if (!model || !caller.mayUseModel(asked, name ?? asked, model.id)) return undefined;
  const allowed = model.targets.filter((record) => caller.mayUseProvider(record.providerId));
  const isAsked = (record: TargetRecord) => providerId === undefined || record.providerId === providerId;
  const targets = allowed.filter(isAsked);
  return targets.length > 0 ? { model, targets, pinned: providerId !== undefined, others: allowed.filter((record) => !isAsked(record)) } : undefined;
}

function candidate(model: ModelRecord, record: TargetRecord, connection: Connection, price: Price): Omit<Candidate, 'record' | 'reason'> {
  const { provider, baseUrl, trusted, secret, credentialId } = connection;
  return {
    price,
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

function reasonOf({ providerId }: TargetRecord, pinned: boolean, preferred: string | undefined): Tried['reason'] {
  if (pinned) return 'pinned';
  return providerId === preferred ? 'preferred' : 'priority';
}

function preferredFirst(candidates: Tried[], preferred: string | undefined): Tried[] {
  const first = candidates.filter(({ target }) => target.provider.id === preferred);
  return [...first, ...candidates.filter((candidate) => !first.includes(candidate))];
}

export const modelNotFound = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" does not exist, or this API key may not use it.` });
const notConnected = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" is known, but no connected provider serves it.` });
