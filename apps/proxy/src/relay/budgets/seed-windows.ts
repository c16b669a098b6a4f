// Brings into the counters what the ledger knows to be spent of a window that they do not know: a new one, or one that they have lost.
import { Inject, Injectable } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import { InProcessCounters } from '#counters/in-process-counters';
import type { BudgetRecord } from '#database/budget-record';
import { BudgetRepository } from '#database/budgets';
import { DatabaseError } from '#database/errors';
import { LedgerWriter } from '#metering/ledger-writer';
import { Clock } from '#server/clock';
import { Pause } from '#server/pause';
import { countersToken } from '../../gate/rate-storage.js';

/** How the window of a budget that is asked about is known: by the counters' name, and by its span. */
export interface AskedWindow { budget: BudgetRecord; window: string; startMs: number; endsAtMs: number }

/** Other processes bring their rows to the ledger within this time. */
const drainLagMs = 300;
/** Longer nobody waits for Postgres. */
const patienceMs = 5000;
/** While another process reads the same. */
const waitMs = 50;

@Injectable()
export class BudgetSeeds {
  constructor(
    @Inject(countersToken) private readonly counters: Counters,
    @Inject(BudgetRepository) private readonly budgets: BudgetRepository,
    @Inject(LedgerWriter) private readonly ledger: LedgerWriter,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Pause) private readonly pause: Pause,
  ) {}

  /** Rejects with DatabaseError, or the signal's reason. */
  async seed(windows: readonly AskedWindow[], signal: AbortSignal): Promise<void> {
    await Promise.all(windows.map((window) => this.seedOne(window, signal)));
  }

  private async seedOne({ budget, window, startMs, endsAtMs }: AskedWindow, signal: AbortSignal): Promise<void> {
    const store = this.counters.budgets;
    if (!(await store.lockSeed(window, this.clock.now()))) return this.pause.for(waitMs, signal);
    const asOfMs = await this.ledgerHasIt(signal);
    const spentPicoUsd = await this.budgets.spent(budget, { from: new Date(startMs), until: endsAtMs === Infinity ? null : new Date(endsAtMs) });
    await store.seed({ window, spentPicoUsd, endsAtMs, asOfMs }, this.clock.now());
  }

  /** Counters of this process alone count for no other. */
  private async othersCatchUp(signal: AbortSignal): Promise<void> {
    if (!(this.counters instanceof InProcessCounters)) await this.pause.for(drainLagMs, signal);
  }

  private async whenCaughtUp(signal: AbortSignal): Promise<number> {
    for (;;) {
      const asOfMs = this.clock.now();
      const wasFree = await this.budgets.isLedgerFree();
      await Promise.all([this.ledger.catchUp(), this.othersCatchUp(signal)]);
      if (wasFree && await this.budgets.isLedgerFree()) return asOfMs;
      await this.pause.for(waitMs, signal);
    }
  }

  /** Gives a moment of which everything that was written down by then is in the ledger. */
  private async ledgerHasIt(signal: AbortSignal): Promise<number> {
    const over = new AbortController();
    const tooLate = this.pause.for(patienceMs, AbortSignal.any([signal, over.signal])).then(() => {
      throw new DatabaseError('unavailable', 'the ledger does not take rows');
    });
    try {
      return await Promise.race([this.whenCaughtUp(AbortSignal.any([signal, over.signal])), tooLate]);
    } finally {
      over.abort(new Error('over'));
      await tooLate.catch(() => undefined);
    }
  }
}
