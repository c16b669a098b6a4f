// Rows on their way to Postgres: collected for a moment, written in batches, in order, by one writer at a time. Stands
// behind the writers of the ledger and of request rows; the journal takes this place when rows have to survive the process.
import { DatabaseError } from '#database/errors';

const batchRows = 500;
const collectForMs = 200;
const firstRetryMs = 200;
const lastRetryMs = 2_000;

/** What the queue stands on: a write that is all or nothing and may be repeated, and who is told when one fails. */
export interface RowQueueEnds<Row> {
  /** Writes rows, skipping those that are there already: a batch is repeated when its answer got lost. */
  write(records: Row[]): Promise<void>;
  /** Postgres is away, or the write fails for another reason that is no row's: the same rows are tried until it works. Called once per outage. */
  onOutage(error: unknown): void;
  /** Postgres cannot store this row, whatever its neighbours: it leaves the queue, so that it does not hold up all others. */
  onUnstorable(record: Row): void;
  /** Where rows may be lost: how many may wait. Beyond it the oldest one goes. */
  keep?: { most: number; onDropped(): void };
}

export class RowQueue<Row> {
  private readonly waiting: Row[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  /** The first of `waiting`, those that are being written. */
  private inBatch = 0;

  constructor(private readonly ends: RowQueueEnds<Row>) {}

  /** Rows that Postgres does not have yet, those of a batch under way included. */
  get length(): number {
    return this.waiting.length;
  }

  push(record: Row): void {
    this.waiting.push(record);
    this.dropBeyond(this.ends.keep);
    this.schedule();
  }

  /** Writes without waiting for a batch to fill; resolves once no row is left in the queue. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0) await (this.writing ?? this.start());
  }

  /** Never of the batch under way: it may be there already. */
  private dropBeyond(keep: RowQueueEnds<Row>['keep']): void {
    if (keep === undefined || this.waiting.length - this.inBatch <= keep.most) return;
    this.waiting.splice(this.inBatch, 1);
    keep.onDropped();
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
    this.inBatch = batch.length;
    await this.writeAll(batch);
    this.waiting.splice(0, batch.length);
    this.inBatch = 0;
  }

  /** Writes the rows together; halves what cannot be stored until it is known which row it is. */
  private async writeAll(records: Row[]): Promise<void> {
    if (await this.writeUntilAnswered(records)) return;
    if (records.length === 1) {
      this.ends.onUnstorable(records[0]);
      return;
    }
    const middle = Math.ceil(records.length / 2);
    await this.writeAll(records.slice(0, middle));
    await this.writeAll(records.slice(middle));
  }

  /** Repeats the write, at growing distances, until the rows are there (true) or are known to be unstorable (false). */
  private async writeUntilAnswered(records: Row[]): Promise<boolean> {
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        await this.ends.write(records);
        return true;
      } catch (error) {
        if (error instanceof DatabaseError && error.kind === 'unstorable') return false;
        if (retryMs === firstRetryMs) this.ends.onOutage(error);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }
}
