// Says once per attempt how it ended: numbers attempts when they open, turns each into its row when it settles. Both are a line of the
// journal, which brings the rows to Postgres.
import { Injectable } from '@nestjs/common';
import type { LedgerRecord } from '#database/records';
import { outputTokens } from '#providers/usage';
import { AttemptTotals } from './attempt-totals.js';
import { interrupted } from './interrupted.js';
import { Journal } from './journal/journal.js';
import type { OpenAttempt } from './journal/open-attempt.js';
import { RecentOutput } from './recent-output.js';
import { settleAttempt, type AttemptEnd, type AttemptFacts } from './settle-attempt.js';

/** Usage cannot be written down: what would be spent now could not be kept. */
export class LedgerFullError extends Error {
  override readonly name = 'LedgerFullError';
}

@Injectable()
export class LedgerWriter {
  private readonly attempts = new Map<bigint, OpenAttempt>();
  private readonly recent = new RecentOutput();
  private lastSequence = 0n;
  private ignored = 0;
  private refused = 0;
  readonly totals = new AttemptTotals();

  constructor(private readonly journal: Journal) {}

  /** This process in the ledger: a new one at every start, so that its sequence has no gap. */
  get processId(): string {
    return this.journal.processId;
  }

  /**
   * To be called before an attempt goes out; gives the number to settle it by. When it returns the attempt is written down: it is booked
   * even if this process is killed at once. Throws LedgerFullError where that cannot be; then nothing may go out. What was opened can
   * always be settled.
   */
  open(facts: AttemptFacts): bigint {
    const sequence = this.lastSequence + 1n;
    const attempt = this.journal.open({ sequence, facts, likelyOutputTokens: this.recent.of(facts.row.keyId, facts.row.modelServed) });
    if (!attempt) {
      this.refused += 1;
      throw new LedgerFullError('The usage journal has no room');
    }
    this.lastSequence = sequence;
    this.attempts.set(sequence, attempt);
    return sequence;
  }

  /** How an attempt ended, and its row on the way. The first word counts: a second one is ignored, counted, and gives null. */
  settle(sequence: bigint, end: AttemptEnd): LedgerRecord | null {
    const attempt = this.attempts.get(sequence);
    if (!attempt) {
      this.ignored += 1;
      return null;
    }
    this.attempts.delete(sequence);
    const row = { ...settleAttempt(attempt.facts, end), processId: this.processId, sequence };
    this.journal.settle(attempt, { kind: 'settled', row });
    this.totals.note(row);
    if (row.outcome === 'ok') this.recent.note(row.keyId, row.modelServed, outputTokens(row.usage));
    return row;
  }

  /** Waits until every settled attempt is in the ledger, however long Postgres is away. */
  drain(): Promise<void> {
    return this.journal.drain();
  }

  /** Waits until every attempt that is settled by now is in the ledger, however long Postgres is away. */
  catchUp(): Promise<void> {
    return this.journal.catchUp();
  }

  /** For the stop, after the last request: what nobody has settled by now is booked as an estimate. Waits like `drain`. */
  async finish(): Promise<void> {
    await this.drain();
    for (const { sequence, likelyOutputTokens } of this.attempts.values()) this.settle(sequence, interrupted(likelyOutputTokens));
    await this.drain();
  }

  /** Ends the journal. What is not in the ledger by now stays there for the next process. */
  close(): Promise<void> {
    return this.journal.close(this.attempts.size);
  }

  /** `open`: attempts under way; `ignored`: second settles; `refused`: attempts without room; the others are the journal's own. */
  counts(): Record<'open' | 'ignored' | 'refused', number> & ReturnType<Journal['counts']> {
    return { open: this.attempts.size, ignored: this.ignored, refused: this.refused, ...this.journal.counts() };
  }
}
