// The relay's first step: the model a caller asks for -> the targets that can serve it, in the order they are tried. One function judges
// every target; a request takes those that are tried, the explanation of a route shows them all.
import type { Caller } from '../../gate/caller.js';
import type { ModelRecord, TargetRecord } from '#database/records';
import { bookedPrice } from '#metering/price';
import type { Endpoint } from '#providers/provider';
import { ApiError } from '#server/errors/api-error';
import type { Standing } from '../health/target-health.js';
import { candidateOf, type Candidate } from './candidate.js';
import { connectionsFor, type Connections } from './connections.js';
import { findModel } from './find-model.js';
import { orderCandidates, type OrderTerms } from './order-candidates.js';

export interface Resolved {
  model: ModelRecord;
  /** Never empty. */
  candidates: Candidate[];
  /** Those that do not stand well, soonest back first. */
  lastResort: Candidate[];
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
  /** As the caller asks for it. */
  serviceTier?: string | undefined;
  /** What the order goes by. */
  terms: Omit<OrderTerms, 'pinned' | 'preferred'>;
}

export const skippedReasons = ['not_connected', 'unpriced', 'other_provider_pinned', 'endpoint_not_served', 'choices_not_served', 'parameter_refused', 'circuit_open', 'cooling', 'refused'] as const;

export interface Skipped {
  record: TargetRecord;
  reason: (typeof skippedReasons)[number];
  /** Of one credential that is not asked at the moment. */
  credentialId?: string;
  standing?: Standing & { usable: false };
  /** What it cannot be told, where that is why. */
  refusal?: { param: string | null; message: string };
}

export interface Considered {
  model: ModelRecord;
  /** In order; one for each connection. */
  tried: Candidate[];
  /** Skipped as long as any other can be asked. */
  lastResort: Candidate[];
  skipped: Skipped[];
}

/** Throws ApiError: `model_not_found` (the same body for an unknown and a forbidden model), `model_unpriced`, or `invalid_request` of a model that does not answer on this endpoint. */
export function resolveModel(question: ModelQuestion): Resolved {
  const { asked } = question;
  const { model, tried, lastResort, skipped } = considerTargets(question);
  if (tried.length > 0) return { model, candidates: tried, lastResort };
  const isSkippedFor = (reason: Skipped['reason']) => skipped.some((one) => one.reason === reason);
  if (isSkippedFor('endpoint_not_served')) throw new ApiError('invalid_request', { param: 'model', message: `The model "${model.id}" is for ${endpointOf(model)}; it does not answer on this endpoint.` });
  if (isSkippedFor('unpriced')) throw new ApiError('model_unpriced', { param: 'model', message: `The model "${asked}" has no price here, so it cannot be used. An admin can set one.` });
  throw notConnected(asked);
}

/** Every target that exists for this caller, with the verdict on it. Throws ApiError `model_not_found` where none does. */
export function considerTargets(question: ModelQuestion): Considered {
  const { asked, models, caller, endpoint, preferred, terms } = question;
  const found = findUsable(asked, models, caller);
  if (!found) throw modelNotFound(asked);
  const { model, targets, pinned, others } = found;
  const able: Candidate[] = [];
  const skipped: Skipped[] = [];
  for (const record of targets) {
    const judged = judge(model, record, question);
    if (typeof judged === 'string') skipped.push({ record, reason: judged });
    else able.push(...judged);
  }
  const away = others.map((record): Skipped => ({ record, reason: 'other_provider_pinned' }));
  if (!isServed(model, able, endpoint)) {
    const ready = new Set(able.map(({ record }) => record));
    return { model, tried: [], lastResort: [], skipped: [...[...ready].map((record): Skipped => ({ record, reason: 'endpoint_not_served' })), ...skipped, ...away] };
  }
  const { tried, unwell } = orderCandidates(able, model.strategy, { ...terms, pinned, preferred });
  const resting = unwell.map(({ candidate: { record, credentialId }, standing }): Skipped => ({ record, credentialId, standing, reason: standing.state === 'open' ? 'circuit_open' : standing.state }));
  return { model, tried, lastResort: unwell.map(({ candidate }) => candidate), skipped: [...resting, ...skipped, ...away] };
}

/** One for each connection that can serve it, or why none can. */
function judge(model: ModelRecord, record: TargetRecord, { connections: all, now, serviceTier }: ModelQuestion): Candidate[] | 'not_connected' | 'unpriced' {
  const connections = connectionsFor(record, all);
  const [first] = connections;
  if (!first) return 'not_connected';
  const price = bookedPrice(record, first.provider.billing, now, serviceTier);
  return price.state === 'unpriced' ? 'unpriced' : connections.map((connection) => candidateOf(model, record, connection, price));
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

export const modelNotFound = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" does not exist, or this API key may not use it.` });
const notConnected = (asked: string) => new ApiError('model_not_found', { param: 'model', message: `The model "${asked}" is known, but no connected provider serves it.` });
