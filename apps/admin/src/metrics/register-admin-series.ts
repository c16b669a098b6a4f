// What the admin API adds to the metrics: how the proof of the ledger went and, in a process of its own, how that process is.
import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '#database/database';
import type { Metrics } from '#server/metrics/metrics';
import { processSeries } from '#server/metrics/process-series';
import { gauge } from '#server/metrics/series';
import { LedgerProofsService } from '../ledger-proof/ledger-proofs.service.js';

export function registerAdminSeries(metrics: Metrics, app: INestApplicationContext): void {
  metrics.register(async () => [gauge('aiproxy_postgres_up', '0: Postgres does not answer', Number(await app.get(Database).isReachable()))]);
  metrics.register(processSeries());
}

/** Without samples until a proof has come to an end. */
export function registerProofSeries(metrics: Metrics, app: INestApplicationContext): void {
  metrics.register(async () => {
    const state = await app.get(LedgerProofsService).state();
    return [
      gauge('aiproxy_ledger_proof_ok', '1: the last proof found the ledger as it should be', state ? Number(state.ok) : []),
      gauge('aiproxy_ledger_proof_age_seconds', 'Since that proof began', state ? Math.max(0, state.ageMs) / 1000 : []),
    ];
  });
}
