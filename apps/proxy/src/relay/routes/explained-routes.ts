// Which targets a request would be tried at, in which order, and why the others are not: the relay's own verdicts, put into words. Nobody
// is called and nothing is booked.
import { Inject, Injectable } from '@nestjs/common';
import type { ModelRecord } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { listedPricing } from '#metering/price';
import type { Endpoint } from '#providers/provider';
import { Clock } from '#server/clock';
import type { Caller } from '../../gate/caller.js';
import { ConnectedProviders } from './connected-providers.js';
import { considerTargets, endpointOf, type Skipped, type Tried } from './resolve-model.js';

export interface ExplainedRoute {
  object: 'route';
  model: string;
  asked: string;
  targets: ExplainedTarget[];
  skipped: SkippedTarget[];
}

export interface ExplainedTarget {
  provider: string;
  model: string;
  credential: string;
  /** USD per 1,000 tokens. */
  pricing: { input: number; output: number } | null;
  reason: Tried['reason'];
}

export interface SkippedTarget { provider: string; model: string; reason: Skipped['reason']; message: string }

@Injectable()
export class ExplainedRoutes {
  constructor(
    @Inject(Snapshot) private readonly snapshot: Snapshot,
    @Inject(ConnectedProviders) private readonly connections: ConnectedProviders,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws ApiError `model_not_found`, the same for an unknown and a forbidden model. */
  explain(caller: Caller, { asked, endpoint, preferred }: { asked: string; endpoint: Endpoint; preferred: string | undefined }): ExplainedRoute {
    const now = new Date(this.clock.now());
    const { model, tried, skipped } = considerTargets({ asked, endpoint, preferred, caller, now, models: this.snapshot.models, connections: this.connections.byId });
    return { object: 'route', model: model.id, asked, targets: tried.map(renderTried), skipped: skipped.map((one) => renderSkipped(one, model)) };
  }
}

/** Of the credential its id alone: what it is called is the admins' affair. */
function renderTried({ target, credentialId, price, reason }: Tried): ExplainedTarget {
  return { provider: target.provider.id, model: target.model.name, credential: credentialId, pricing: listedPricing(price), reason };
}

function renderSkipped({ record: { providerId, upstreamModel }, reason }: Skipped, model: ModelRecord): SkippedTarget {
  const messages: Record<Skipped['reason'], string> = {
    not_connected: 'This provider is not connected, or not by the credential that this target needs.',
    unpriced: 'This target has no price here, so it cannot be used. An admin can set one.',
    other_provider_pinned: 'The name asked for begins with another provider, so only that one is asked.',
    endpoint_not_served: `The model is for ${endpointOf(model)}; it does not answer on this endpoint.`,
  };
  return { provider: providerId, model: upstreamModel, reason, message: messages[reason] };
}
