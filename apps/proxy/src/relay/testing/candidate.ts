// For specs only: candidates with as much of them as the course and the order look at.
import type { Strategy, TargetRecord } from '#database/records';
import type { UnitPrice } from '#database/records';
import type { Candidate } from '../routes/candidate.js';

export interface CandidateFacts {
  /** Of the target. */
  id: string;
  provider: string;
  credential: string;
  model: string;
  priority: number;
  weight: number;
  /** Pico-USD per input token; undefined: free. */
  price: bigint;
  reason: Candidate['reason'];
}

const records = new Map<string, TargetRecord>();

/** Two of one `id` are one target by two credentials. */
export function candidateAt(some: Partial<CandidateFacts> = {}): Candidate {
  const { id = 'a', provider = id, credential = `env:${provider}`, model = 'm', priority = 0, weight = 1, price, reason = 'weighted' } = some;
  const key = JSON.stringify([id, provider, model, priority, weight]);
  const record = records.get(key) ?? ({ id, providerId: provider, priority, weight, region: null } as TargetRecord);
  records.set(key, record);
  const unitPrices: UnitPrice[] = [{ bucket: 'inputText', fromInputTokens: 0, picoUsd: price ?? 0n }];
  return {
    record, reason, credentialId: credential,
    model: { id: model, strategy: 'weighted' as Strategy },
    target: { provider: { id: provider } },
    price: price === undefined ? { state: 'free', version: null } : { state: 'priced', version: { unitPrices } },
  } as unknown as Candidate;
}

/** `target credential`. */
export const nameOf = ({ record, credentialId }: Pick<Candidate, 'record' | 'credentialId'>) => `${record.id} ${credentialId}`;
