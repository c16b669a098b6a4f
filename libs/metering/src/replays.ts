// Between the journal, which brings rows of dead processes to the ledger from its first moment on, and whoever has to hear of them.
import { Injectable } from '@nestjs/common';
import type { LedgerRecord } from '#database/records';

/** Kept until somebody listens, which is moments after the start. */
const heldMax = 100_000;

@Injectable()
export class Replays {
  private held: LedgerRecord[] = [];
  private listener: ((rows: readonly LedgerRecord[]) => void) | undefined;

  /** Rows that are in the ledger now. */
  tell(rows: readonly LedgerRecord[]): void {
    if (this.listener) this.listener(rows);
    else this.held = [...this.held, ...rows].slice(-heldMax);
  }

  /** What was told so far comes at once. */
  follow(listener: (rows: readonly LedgerRecord[]) => void): void {
    this.listener = listener;
    if (this.held.length > 0) listener(this.held);
    this.held = [];
  }
}
