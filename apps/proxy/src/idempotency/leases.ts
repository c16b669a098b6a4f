// The claims of this process that are under way: renewed as long as their requests run, so that a process that dies is found out, and
// ended once. What could not be written then is written with a later renewal.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { IdempotentAnswerRepository, type RunEnd } from '#database/idempotent-answers';

export const leaseMs = 60_000;
const renewEveryMs = 20_000;
/** An outage of the database must not fill the memory. */
const owedMax = 10_000;

@Injectable()
export class Leases {
  private readonly logger = new Logger(Leases.name);
  private readonly held = new Set<string>();
  private readonly owed = new Map<string, 'free' | 'shown'>();
  private timer: NodeJS.Timeout | undefined;
  /** Answers that could not be written. */
  dropped = 0;

  constructor(@Inject(IdempotentAnswerRepository) private readonly answers: IdempotentAnswerRepository) {}

  hold(requestId: string): void {
    this.held.add(requestId);
    this.timer ??= setInterval(() => void this.renew(), renewEveryMs).unref();
  }

  /** Never rejects: an answer that cannot be kept goes out all the same, and counts as shown. */
  async end(requestId: string, end: RunEnd): Promise<void> {
    this.held.delete(requestId);
    try {
      await this.answers.settle(requestId, end);
    } catch (error) {
      if (typeof end === 'object') this.dropped += 1;
      this.logger.warn(`The end of ${requestId} could not be kept under its Idempotency-Key: ${error instanceof Error ? error.name : typeof error}.`);
      if (this.owed.size < owedMax) this.owed.set(requestId, end === 'free' ? 'free' : 'shown');
    }
  }

  /** By the timer, which runs as long as there is something to do. */
  async renew(): Promise<void> {
    if (this.held.size + this.owed.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    try {
      if (this.held.size > 0) await this.answers.renew([...this.held], leaseMs);
      for (const [requestId, end] of this.owed) {
        await this.answers.settle(requestId, end);
        this.owed.delete(requestId);
      }
    } catch {
      // The next one may come through.
    }
  }
}
