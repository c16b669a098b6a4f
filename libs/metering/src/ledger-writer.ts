// Says once per attempt how it ended: numbers attempts when they open, turns each into its row when it settles, and hands the
// row to the queue. This is the seam of the journal: `open` and `settle` will each be a line of it.
import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord } from '#database/records';
import { RowQueue } from './row-queue.js';
import { settleAttempt, type AttemptEnd, type AttemptFacts } from './settle-attempt.js';
import { wordFor } from './word-for-outage.js';

/** Attempts under way plus rows not written yet: what Postgres may owe us, at about 1 KiB each. */
const capacity = 50_000;

/** Too much usage waits for Postgres: what would be spent now could not be kept. */
export class LedgerFullError extends Error {
  override readonly name = 'LedgerFullError';
}

@Injectable()
export class LedgerWriter {
  /** This process in the ledger: a new one at every start, so that its sequence has no gap. */
  readonly processId = randomUUID();
  private readonly logger = new Logger(LedgerWriter.name);
  private readonly queue: RowQueue<LedgerRecord>;
  private readonly attempts = new Map<bigint, AttemptFacts>();
  private lastSequence = 0n;
  private ignored = 0;
  private unstorable = 0;

  constructor(ledger: LedgerRepository) {
    this.queue = new RowQueue({
      write: async (records) => { await ledger.insertMany(records); },
      onOutage: (error) => this.logger.warn(`The ledger cannot be written (${wordFor(error)}); its rows wait in memory`),
      onUnstorable: (record) => this.reportUnstorable(record),
    });
  }

  /**
   * To be called before an attempt goes out; gives the number to settle it by. Throws LedgerFullError when `capacity` is
   * reached: then nothing may go out. What was opened can always be settled.
   */
  open(facts: AttemptFacts): bigint {
    if (this.attempts.size + this.queue.length >= capacity) throw new LedgerFullError('Too much usage is waiting to be written');
    this.lastSequence += 1n;
    this.attempts.set(this.lastSequence, facts);
    return this.lastSequence;
  }

  /** How an attempt ended, and its row on the way. The first word counts: a second one is ignored, counted, and gives null. */
  settle(sequence: bigint, end: AttemptEnd): LedgerRecord | null {
    const facts = this.attempts.get(sequence);
    if (!facts) {
      this.ignored += 1;
      return null;
    }
    this.attempts.delete(sequence);
    const record = { ...settleAttempt(facts, end), processId: this.processId, sequence };
    this.queue.push(record);
    return record;
  }

  /** Waits until every settled attempt is in the ledger, however long Postgres is away. For the stop, after the last request. */
  drain(): Promise<void> {
    return this.queue.drain();
  }

  /** `open`: attempts under way; `waiting`: rows not written yet; `ignored`: second settles; `unstorable`: rows that went to the log instead. */
  counts(): { open: number; waiting: number; ignored: number; unstorable: number } {
    return { open: this.attempts.size, waiting: this.queue.length, ignored: this.ignored, unstorable: this.unstorable };
  }

  /** The whole row goes to the log, from where it can still be entered: it holds figures and ids, nothing of what was said. */
  private reportUnstorable(record: LedgerRecord): void {
    this.unstorable += 1;
    const row = JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    this.logger.error(`The ledger cannot store this row: ${row}`);
  }
}
