// What the attempts of this process have come to since its start, for whoever watches it: counts, tokens, cost. The ledger is what is
// billed by; these are gone with the process. A few additions for each attempt.
import type { LedgerRecord } from '#database/records';
import { inputTokens, outputTokens } from '#providers/usage';

export class AttemptTotals {
  /** By provider and outcome (`ok`, or an error code). Both are words of ours, so there are few. */
  readonly attempts = new Map<string, Map<string, number>>();
  inputTokens = 0;
  outputTokens = 0;
  chargedPicoUsd = 0n;

  note({ providerId, outcome, usage, chargedPicoUsd }: Pick<LedgerRecord, 'providerId' | 'outcome' | 'usage' | 'chargedPicoUsd'>): void {
    let outcomes = this.attempts.get(providerId);
    if (!outcomes) this.attempts.set(providerId, outcomes = new Map());
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    this.inputTokens += inputTokens(usage);
    this.outputTokens += outputTokens(usage);
    this.chargedPicoUsd += chargedPicoUsd;
  }
}
