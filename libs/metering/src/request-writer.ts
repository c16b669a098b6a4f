// Request rows on their way to Postgres. No money is read from them, so they may be lost: where they cannot be written the oldest
// go, and a request is never refused for them.
import { Injectable, Logger } from '@nestjs/common';
import type { RequestRecord } from '#database/request-row';
import { RequestRepository } from '#database/requests';
import { RowQueue } from './row-queue.js';
import { wordFor } from './word-for-outage.js';

/** Rows that wait, at about 1 KiB each. */
const capacity = 10_000;

@Injectable()
export class RequestWriter {
  private readonly logger = new Logger(RequestWriter.name);
  private readonly queue: RowQueue<RequestRecord>;
  private dropped = 0;
  private unstorable = 0;

  constructor(requests: RequestRepository) {
    this.queue = new RowQueue({
      write: async (records) => { await requests.insertMany(records); },
      onOutage: (error) => this.logger.warn(`Request rows cannot be written (${wordFor(error)}); they wait in memory, at most ${capacity}`),
      onUnstorable: ({ id }) => {
        this.unstorable += 1;
        this.logger.warn(`The row of request ${id} cannot be stored`);
      },
      keep: { most: capacity, onDropped: () => { this.dropped += 1; } },
    });
  }

  add(record: RequestRecord): void {
    this.queue.push(record);
  }

  /** Waits until all rows are written, however long Postgres is away. For the stop. */
  drain(): Promise<void> {
    return this.queue.drain();
  }

  /** `dropped`: lost since too many waited; `unstorable`: lost since Postgres could not take them. */
  counts(): { waiting: number; dropped: number; unstorable: number } {
    return { waiting: this.queue.length, dropped: this.dropped, unstorable: this.unstorable };
  }
}
