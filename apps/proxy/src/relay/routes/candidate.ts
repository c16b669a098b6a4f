// A target as the relay tries it: where the call goes, why it is its turn, and what its row in the ledger says.
import type { ModelRecord, TargetRecord } from '#database/records';
import type { RouteReason } from '#database/request-row';
import type { Price } from '#metering/price';
import type { Target } from '#providers/exchange';
import type { Connection } from './connections.js';

export interface Candidate {
  /** The model that it serves: the one asked for, or one to fall back on. */
  model: ModelRecord;
  record: TargetRecord;
  target: Target;
  /** As of the request. */
  price: Price;
  credentialId: string;
  reason: RouteReason;
}

export function candidateOf(model: ModelRecord, record: TargetRecord, connection: Connection, price: Price): Candidate {
  const { provider, baseUrl, trusted, secret, credentialId } = connection;
  return {
    model, record, price, credentialId, reason: 'priority',
    target: {
      provider,
      baseUrl,
      trusted,
      model: {
        name: record.upstreamModel,
        reasoning: model.capabilities.includes('reasoning'),
        ...(model.maxOutputTokens !== null && { maxOutputTokens: model.maxOutputTokens }),
      },
      limits: record.timeouts,
      ...(secret !== undefined && { secret }),
    },
  };
}
