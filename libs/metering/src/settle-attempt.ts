// One attempt, from what was known when it was opened and how it ended, to its row of the ledger. Pure; the writer beside
// it says once per attempt that this is how it ended.
import type { Confidence, LedgerRecord } from '#database/records';
import { usageOf, type Usage } from '#providers/usage';
import { listCost } from './cost.js';
import { boundCount, estimateUsage, type EstimateFacts } from './estimate-usage.js';
import { charge } from './money.js';
import type { Price } from './price.js';

/** Known when an attempt is opened, as of its request: a key, project or price that changes later does not touch it. */
export interface AttemptFacts {
  row: Pick<
    LedgerRecord,
    | 'requestId' | 'attempt' | 'openedAt' | 'projectId' | 'keyId' | 'memberId' | 'costCentre' | 'endUser' | 'tags'
    | 'endpoint' | 'modelAsked' | 'modelServed' | 'providerId' | 'credentialId' | 'basisPoints'
  >;
  price: Price;
  /** What bounds an estimate, should one be needed. */
  bounds: Pick<EstimateFacts, 'requestBytes' | 'maxTokens' | 'modelMaxOutputTokens' | 'contextWindow' | 'choices'>;
}

/**
 * What the call used, and how we know: the provider told it all; we counted it; it broke off midway (`told` is what the
 * provider had said by then); or nothing ran upstream (refused, unreachable), which costs nothing.
 */
export type Spent =
  | { kind: 'reported'; usage: Usage }
  | { kind: 'counted'; usage: Usage }
  | { kind: 'interrupted'; told?: Usage; outputBytes: number }
  | { kind: 'none' };

export type AttemptEnd = Pick<LedgerRecord, 'outcome' | 'final' | 'firstTokenMs' | 'totalMs'> & {
  spent: Spent;
  /** In place of the one it was opened with, where the provider says that it served it in another service tier. */
  price?: Price;
};

/** The row without who wrote it. */
export type SettledAttempt = Omit<LedgerRecord, 'processId' | 'sequence'>;

/**
 * The row's confidence is how its usage is known; where any used bucket had no price it is `unpriced` instead, since then
 * its cost is known to lack something.
 */
export function settleAttempt({ row, price: opened, bounds }: AttemptFacts, { spent, price = opened, ...end }: AttemptEnd): SettledAttempt {
  const { usage, confidence } = usageOfAttempt(bounds, spent);
  const { listPicoUsd, complete } = confidence === 'none' ? nothing : costOfAttempt(usage, price);
  return {
    ...row,
    usage,
    priceVersionId: price.state === 'unpriced' ? null : price.version?.id ?? null,
    listPicoUsd,
    chargedPicoUsd: charge(listPicoUsd, row.basisPoints),
    confidence: complete ? confidence : 'unpriced',
    ...end,
    firstTokenMs: end.firstTokenMs === null ? null : Math.round(end.firstTokenMs),
    totalMs: Math.round(end.totalMs),
  };
}

function usageOfAttempt(bounds: AttemptFacts['bounds'], spent: Spent): { usage: Usage; confidence: Confidence } {
  if (spent.kind === 'none') return { usage: usageOf(), confidence: 'none' };
  if (spent.kind === 'reported') return { usage: spent.usage, confidence: 'reported' };
  if (spent.kind === 'counted') return { usage: boundCount(spent.usage, bounds), confidence: 'counted' };
  return { usage: estimateUsage({ ...bounds, told: spent.told, outputBytes: spent.outputBytes }), confidence: 'estimated' };
}

/** `complete`: every bucket that was used has a price of its own (or is free). */
function costOfAttempt(usage: Usage, price: Price): { listPicoUsd: bigint; complete: boolean } {
  if (price.state === 'free') return nothing;
  if (price.state === 'unpriced') return { listPicoUsd: 0n, complete: false };
  const { listPicoUsd, unpriced } = listCost(usage, price.version.unitPrices);
  return { listPicoUsd, complete: unpriced.length === 0 && !price.standIn };
}

const nothing = { listPicoUsd: 0n, complete: true };
