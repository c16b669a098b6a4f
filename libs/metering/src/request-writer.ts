// Request rows on their way to Postgres, through the same journal as the ledger's. No money is read from them, so they may be lost: they
// get no room that what is spent needs, and a request is never refused for them.
import { Injectable } from '@nestjs/common';
import type { RequestRecord } from '#database/request-row';
import { Journal } from './journal/journal.js';

@Injectable()
export class RequestWriter {
  private added = 0;

  constructor(private readonly journal: Journal) {}

  add(row: RequestRecord): void {
    this.added += 1;
    this.journal.add({ kind: 'request', row });
  }

  /** Waits until all rows are written, those of the ledger too, however long Postgres is away. For the stop. */
  drain(): Promise<void> {
    return this.journal.drain();
  }

  /** `added`: by this process; `waiting`: rows not written yet, of both kinds; `dropped`: of those added, lost since there was no room. */
  counts(): Record<'added' | 'waiting' | 'dropped', number> {
    const { waiting, dropped } = this.journal.counts();
    return { added: this.added, waiting, dropped };
  }
}
