// The models as a caller sees them: what its key may use and a connected provider serves, with context window, capabilities
// and the price of today.
import { Inject, Injectable } from '@nestjs/common';
import type { ModelRecord, TargetRecord } from '#database/records';
import { Snapshot } from '#database/snapshot';
import { listedPricing, priceAt } from '#metering/price';
import { providerById } from '#providers/registry';
import { Clock } from '#server/clock';
import { ApiError } from '#server/errors/api-error';
import type { Caller } from '../../gate/caller.js';
import { ConnectedProviders } from './connected-providers.js';
import { connectionsFor } from './connections.js';
import { findUsable, modelNotFound } from './resolve-model.js';

export interface ListedModel {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  provider: string;
  type: string;
  context_window: number | null;
  max_output_tokens: number | null;
  capabilities: string[];
  /** USD per 1,000 tokens. */
  pricing: { input: number; output: number } | null;
}

@Injectable()
export class ListedModels {
  constructor(
    @Inject(Snapshot) private readonly snapshot: Snapshot,
    @Inject(ConnectedProviders) private readonly connections: ConnectedProviders,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws ApiError for a provider that does not exist. */
  list(caller: Caller, filter: { provider?: string; type?: string }): ListedModel[] {
    if (filter.provider !== undefined && !providerById(filter.provider))
      throw new ApiError('invalid_request', { param: 'provider', message: `There is no provider "${filter.provider}".` });
    const rows: ListedModel[] = [];
    for (const [name, model] of this.snapshot.models) {
      if ((filter.type !== undefined && model.type !== filter.type) || !caller.mayUseModel(name, model.id)) continue;
      const targets = model.targets.filter(({ providerId }) => (filter.provider === undefined || providerId === filter.provider) && caller.mayUseProvider(providerId));
      const row = this.row(name, model, targets);
      if (row) rows.push(row);
    }
    return rows;
  }

  /** Throws ApiError `model_not_found`, the same for unknown, forbidden and unconnected ones. */
  find(caller: Caller, asked: string): ListedModel {
    const found = findUsable(asked, this.snapshot.models, caller);
    const row = found && this.row(this.snapshot.models.has(asked) ? asked : found.model.id, found.model, found.targets);
    if (!row) throw modelNotFound(asked);
    return row;
  }

  /** `id`: a public name of the model. Undefined where no connected provider serves one of these targets. */
  private row(id: string, model: ModelRecord, targets: readonly TargetRecord[]): ListedModel | undefined {
    const target = targets.find((one) => connectionsFor(one, this.connections.byId).length > 0);
    const provider = target && providerById(target.providerId);
    if (!target || !provider) return undefined;
    return {
      id,
      object: 'model',
      created: Math.floor(model.createdAt.getTime() / 1000),
      owned_by: provider.id,
      provider: provider.id,
      type: model.type,
      context_window: model.contextWindow,
      max_output_tokens: model.maxOutputTokens,
      capabilities: model.capabilities,
      pricing: listedPricing(priceAt(target, provider.billing, new Date(this.clock.now()))),
    };
  }
}
