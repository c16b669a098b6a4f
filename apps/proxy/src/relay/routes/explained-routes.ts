// Which targets a request would be tried at, in which order, and why the others are not: the relay's own verdicts, put into words. Nobody
// is called and nothing is booked.
import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { ModelRecord, Strategy } from '#database/records';
import { listedPricing } from '#metering/price';
import { askedOf, isStrict } from '../accept.js';
import type { Candidate } from './candidate.js';
import { judgeByPlan, type Judged } from './judge-by-plan.js';
import { endpointOf, type Skipped } from './resolve-model.js';
import { Routes, type RouteQuestion } from './routes.js';

export interface ExplainedRoute {
  object: 'route';
  model: string;
  asked: string;
  strategy: Strategy;
  targets: ExplainedTarget[];
  skipped: SkippedTarget[];
  fallbacks: { any: ExplainedTarget[]; context_window: ExplainedTarget[]; content_policy: ExplainedTarget[] };
}

export interface ExplainedTarget {
  /** Public id of the model that it serves. */
  serves: string;
  provider: string;
  model: string;
  credential: string;
  region: string | null;
  priority: number;
  weight: number;
  /** USD per 1,000 tokens. */
  pricing: { input: number; output: number } | null;
  reason: Candidate['reason'];
}

export interface SkippedTarget {
  provider: string;
  model: string;
  /** Null: the target as a whole. */
  credential: string | null;
  reason: Skipped['reason'];
  /** What it cannot be told, where that is why. */
  param: string | null;
  message: string;
  /** When it is asked again. */
  until: string | null;
}

export interface ExplainTerms {
  headers: IncomingHttpHeaders;
  /** Whether the body has what it is about: without it only its route is looked at. */
  whole: boolean;
}

@Injectable()
export class ExplainedRoutes {
  constructor(@Inject(Routes) private readonly routes: Routes) {}

  /**
   * Throws ApiError `model_not_found`, the same for an unknown and a forbidden model, naming `fallbacks` for one that cannot be had, and what
   * no target can do, naming the parameter.
   */
  async explain(question: RouteQuestion, { headers, whole }: ExplainTerms): Promise<ExplainedRoute> {
    const { model, tried: candidates, lastResort, skipped, fallbacks } = this.routes.consider(question);
    const { endpoint, body } = question;
    const strict = isStrict(headers);
    const resolved = { model, candidates, lastResort, fallbacks };
    const judged: Judged = candidates.length === 0
      ? { tried: [], skipped: [], fallbacks: (kind) => Promise.resolve(fallbacks(kind)) }
      : await judgeByPlan({ endpoint, resolved, strict, whole, asked: askedOf(body, headers, { id: '', created: 0 }) });
    return {
      object: 'route', model: model.id, asked: question.asked, strategy: model.strategy,
      targets: judged.tried.map(renderTried), skipped: [...judged.skipped, ...skipped].map((one) => renderSkipped(one, model)),
      fallbacks: {
        any: (await judged.fallbacks('any')).map(renderTried),
        context_window: (await judged.fallbacks('contextWindow')).map(renderTried),
        content_policy: (await judged.fallbacks('contentPolicy')).map(renderTried),
      },
    };
  }
}

/** Of the credential its id alone: what it is called is the admins' affair. */
function renderTried({ model, record: { region, priority, weight }, target, credentialId, price, reason }: Candidate): ExplainedTarget {
  return { serves: model.id, provider: target.provider.id, model: target.model.name, credential: credentialId, region, priority, weight, pricing: listedPricing(price), reason };
}

function renderSkipped({ record: { providerId, upstreamModel }, reason, credentialId, standing, refusal }: Skipped, model: ModelRecord): SkippedTarget {
  const messages: Record<Skipped['reason'], string> = {
    not_connected: 'This provider is not connected, or not by the credential that this target needs.',
    unpriced: 'This target has no price here, so it cannot be used. An admin can set one.',
    other_provider_pinned: 'The name asked for begins with another provider, so only that one is asked.',
    endpoint_not_served: `The model is for ${endpointOf(model)}; it does not answer on this endpoint.`,
    choices_not_served: 'It gives one answer to a call.',
    parameter_refused: 'It cannot be told one of the parameters.',
    circuit_open: 'Too many of its last calls failed.',
    cooling: 'The provider asked for a pause of this credential.',
    refused: 'The provider refuses this credential.',
  };
  const until = standing ? new Date(standing.untilMs).toISOString() : null;
  return { provider: providerId, model: upstreamModel, credential: credentialId ?? null, reason, param: refusal?.param ?? null, message: refusal?.message ?? messages[reason], until };
}
