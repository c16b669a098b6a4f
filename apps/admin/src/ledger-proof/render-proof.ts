// Stored proofs -> what the admin API answers.
import type { LedgerProofRecord } from '#database/proof/ledger-proofs';
import type { LedgerVerdict } from '#metering/verify/check';
import type { LedgerProofDto, LedgerProofSummaryDto } from './ledger-proof.dto.js';

const verdictOf = ({ verdict }: LedgerProofRecord) => verdict as LedgerVerdict | null;

export const renderSummary = (record: LedgerProofRecord): LedgerProofSummaryDto => summaryOf(record);

function summaryOf(record: LedgerProofRecord) {
  const { id, ok, startedAt, finishedAt } = record;
  const state: LedgerProofSummaryDto['state'] = ok === null ? (finishedAt === null ? 'running' : 'broken-off') : ok ? 'ok' : 'differs';
  const differing = (verdictOf(record)?.checks ?? []).filter((check) => check.state === 'differs').map(({ name }) => name);
  return { id, state, startedAt: startedAt.toISOString(), finishedAt: finishedAt && finishedAt.toISOString(), differing };
}

export function renderProof(record: LedgerProofRecord): LedgerProofDto {
  const verdict = verdictOf(record);
  return { ...summaryOf(record), from: verdict?.from ?? null, rows: verdict?.rows ?? 0, checks: verdict?.checks ?? [] };
}
