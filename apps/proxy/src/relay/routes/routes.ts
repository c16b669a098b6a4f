// Where a request may go, from what this process knows: the configuration, the connections, and how the targets stand.
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Snapshot } from '#database/snapshot';
import type { Fallbacks, ModelRecord } from '#database/records';
import { wholeParseLimitBytes, type JsonBody } from '#providers/json-body';
import type { Endpoint } from '#providers/provider';
import { serviceTierOf } from '#providers/service-tier';
import { usageOf } from '#providers/usage';
import { Clock } from '#server/clock';
import { Randomness } from '#server/randomness';
import type { Caller } from '../../gate/caller.js';
import { TargetHealth } from '../health/target-health.js';
import type { Candidate } from './candidate.js';
import { ConnectedProviders } from './connected-providers.js';
import { fallbackCandidates, readFallbacks, requireFallbacks } from './fallbacks.js';
import { considerTargets, resolveModel, type Considered, type ModelQuestion } from './resolve-model.js';

/** What of a request its route depends on. */
export interface RouteQuestion {
  asked: string;
  endpoint: Endpoint;
  preferred: string | undefined;
  caller: Caller;
  body: JsonBody;
}

export interface ResolvedRoute {
  model: ModelRecord;
  /** Never empty. */
  candidates: Candidate[];
  /** Those that do not stand well. */
  lastResort: Candidate[];
  /** Of the models to fall back on, in order. */
  fallbacks: (kind: keyof Fallbacks) => Candidate[];
}

export interface ConsideredRoute extends Considered { fallbacks: ResolvedRoute['fallbacks'] }

/** Beginnings of this length that are equal are taken for one. */
const prefixLength = 1024;
const bytesPerToken = 4;
/** Output of a request that sets no limit to it, where prices are compared. */
const usualOutput = 1024;

@Injectable()
export class Routes {
  constructor(
    @Inject(Snapshot) private readonly snapshot: Snapshot,
    @Inject(ConnectedProviders) private readonly connections: ConnectedProviders,
    @Inject(TargetHealth) private readonly health: TargetHealth,
    @Inject(Randomness) private readonly randomness: Randomness,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws ApiError like `resolveModel`, and naming `fallbacks` for one of those that cannot be had. */
  resolve(route: RouteQuestion): ResolvedRoute {
    const question = this.questionOf(route);
    const resolved = resolveModel(question);
    return { ...resolved, fallbacks: this.fallbacksOf(route, question, resolved.model) };
  }

  /** With what is not tried, and why. Throws ApiError `model_not_found`, and naming `fallbacks`. */
  consider(route: RouteQuestion): ConsideredRoute {
    const question = this.questionOf(route);
    const considered = considerTargets(question);
    return { ...considered, fallbacks: this.fallbacksOf(route, question, considered.model) };
  }

  private fallbacksOf({ body }: RouteQuestion, question: ModelQuestion, model: ModelRecord): ResolvedRoute['fallbacks'] {
    const asked = readFallbacks(body.value('fallbacks'));
    requireFallbacks(asked, model, question);
    const known = new Map<keyof Fallbacks, Candidate[]>();
    return (kind) => {
      const candidates = known.get(kind) ?? fallbackCandidates(kind, asked, model.fallbacks, question);
      known.set(kind, candidates);
      return candidates;
    };
  }

  private questionOf({ asked, endpoint, preferred, caller, body }: RouteQuestion): ModelQuestion {
    const nowMs = this.clock.now();
    const { health, randomness, snapshot, connections } = this;
    return {
      asked, endpoint, preferred, caller, models: snapshot.models, connections: connections.byId, now: new Date(nowMs), serviceTier: serviceTierOf(body.value('service_tier')),
      terms: {
        random: () => randomness.next(),
        standing: (candidate) => health.standing(lineOf(candidate), nowMs),
        expectedMs: (candidate) => health.expectedMs(lineOf(candidate), nowMs),
        expectedUsage: () => usageOf({ inputText: Math.ceil(body.bytes.length / bytesPerToken), outputText: endpoint === 'embeddings' ? 0 : outputOf(body) }),
        affinity: () => affinityOf(caller.key.project.id, body),
      },
    };
  }
}

export const lineOf = ({ record, credentialId }: Pick<Candidate, 'record' | 'credentialId'>) => ({ targetId: record.id, credentialId });

function outputOf(body: JsonBody): number {
  const asked = body.value('max_completion_tokens') ?? body.value('max_tokens');
  return typeof asked === 'number' ? asked : usualOutput;
}

/** The caller's own key for its cache, else how the conversation begins. */
function affinityOf(projectId: string, body: JsonBody): string {
  const own = body.value('prompt_cache_key');
  const beginning = typeof own === 'string' ? own : beginningOf(body);
  return createHash('sha256').update(`${projectId}\n${beginning}`).digest('base64');
}

/** A large body is not read for this alone: there the bytes themselves are compared. */
function beginningOf(body: JsonBody): string {
  const field = body.fields.get('messages') ?? body.fields.get('prompt');
  if (field && body.bytes.length > wholeParseLimitBytes) return body.bytes.toString('latin1', field.valueStart, Math.min(field.valueEnd, field.valueStart + prefixLength));
  const said = body.value('messages') ?? body.value('prompt');
  if (Array.isArray(said)) return JSON.stringify(said.slice(0, 2)).slice(0, prefixLength);
  return typeof said === 'string' ? said.slice(0, prefixLength) : '';
}
