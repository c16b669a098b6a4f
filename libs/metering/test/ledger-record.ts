// A row of the ledger for tests that care about its place and not its content.
import type { LedgerRecord } from '#database/records';
import { usageOf } from '#providers/usage';

export function ledgerRecord(sequence: bigint, more: Partial<LedgerRecord> = {}): LedgerRecord {
  return {
    requestId: `req_${sequence}`, attempt: 1, openedAt: new Date('2026-11-24T12:00:00Z'), projectId: 'p', keyId: 'k', memberId: null,
    costCentre: null, endUser: null, tags: {}, endpoint: 'chat', modelAsked: 'm', modelServed: 'm', providerId: 'openai',
    credentialId: 'env:openai', usage: usageOf({ inputText: 1 }), priceVersionId: null, listPicoUsd: 1n, chargedPicoUsd: 1n, basisPoints: 0,
    confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, processId: 'process', sequence, ...more,
  };
}
