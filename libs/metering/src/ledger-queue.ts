// Rows on their way to Postgres: collected for a moment, written in batches, in order, by one writer at a time. Stands
// behind the ledger writer; the journal takes this place when rows have to survive the process.
import { DatabaseError } from '#database/errors';
import type { LedgerRecord } from '#database/records';

const batchRows = 500;
const collectForMs = 200;
const firstRetryMs = 200;
const lastRetryMs = 2_000;

/** What the queue stands on: a write that is all or nothing and may be repeated, and who is told when one fails. */
export interface LedgerQueueEnds {
  /** Writes rows, skipping those that are there already: a batch is repeated when its answer got lost. */
  write(records: LedgerRecord[]): Promise<void>;
  /** Postgres is away; the same rows are tried again until it is back. Called once per outage. */
  onOutage(error: DatabaseError): void;
  /** Postgres took the row's neighbours but not this row: it leaves the queue, so that it cannot hold up all others. */
  onRefused(record: LedgerRecord, error: unknown): void;
}

export class LedgerQueue {
  private readonly waiting: LedgerRecord[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly ends: LedgerQueueEnds) {}

  /** Rows that Postgres does not have yet, those of a batch under way included. */
  get length(): number {
    return this.waiting.length;
  }

  push(record: LedgerRecord): void {
    this.waiting.push(record);
    this.schedule();
  }

  /** Writes without waiting for a batch to fill; resolves once no row is left in the queue. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0) await (this.writing ?? this.start());
  }

  private schedule(): void {
    if (this.writing) return;
    if (this.waiting.length >= batchRows) void this.start();
    else this.timer ??= setTimeout(() => void this.start(), collectForMs);
  }

  private start(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writeBatch().finally(() => {
      this.writing = undefined;
      if (this.waiting.length > 0) this.schedule();
    });
    return this.writing;
  }

  /** Rows stay in the queue until they are written, so that their number never shows less than what is owed. */
  private async writeBatch(): Promise<void> {
    const batch = this.waiting.slice(0, batchRows);
    await this.writeAll(batch);
    this.waiting.splice(0, batch.length);
  }

  /** Writes the rows together; halves what is refused until it is known which row it is that Postgres does not take. */
  private async writeAll(records: LedgerRecord[]): Promise<void> {
    const refusal = await this.writeOnceReachable(records);
    if (refusal === undefined) return;
    const [first] = records;
    if (records.length === 1 && first) {
      this.ends.onRefused(first, refusal.error);
      return;
    }
    const middle = Math.ceil(records.length / 2);
    await this.writeAll(records.slice(0, middle));
    await this.writeAll(records.slice(middle));
  }

  /** Repeats the write as long as Postgres is away, at growing distances; resolves with the error when it refuses the rows. */
  private async writeOnceReachable(records: LedgerRecord[]): Promise<{ error: unknown } | undefined> {
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        await this.ends.write(records);
        return undefined;
      } catch (error) {
        if (!isOutage(error)) return { error };
        if (retryMs === firstRetryMs) this.ends.onOutage(error);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }
}

function isOutage(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && (error.kind === 'unavailable' || error.kind === 'rejected');
}
