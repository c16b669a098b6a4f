// What becomes known of a request on its way, for its row: the door says what was asked, the relay how each attempt ended. The row
// is written when the answer is over and nobody works on it any more: a caller who leaves is seen before its attempts are settled.
import type { LedgerRecord } from '#database/records';
import type { RequestAttempt } from '#database/request-row';

declare global {
  namespace Express {
    interface Request {
      /** Set by `noteRequests` on every address of /v1. */
      notes?: RequestNotes;
    }
  }
}

/** How an attempt came to its target. */
export type AttemptWay = Pick<RequestAttempt, 'targetId' | 'region' | 'reason' | 'drillId'>;

/** Nothing keeps a caller from sending a name of megabytes. */
const modelLength = 200;

export class RequestNotes {
  modelAsked: string | null = null;
  stream = false;
  /** The request whose kept answer is given. */
  replayOf: string | null = null;
  readonly attempts: RequestAttempt[] = [];
  private working = false;
  private write: (() => void) | undefined;

  constructor(readonly at: Date) {}

  asks({ model, stream }: { model?: unknown; stream?: unknown }): void {
    this.modelAsked = typeof model === 'string' ? model.slice(0, modelLength) : null;
    this.stream = stream === true;
  }

  attempted({ attempt, providerId, modelServed, credentialId, outcome, firstTokenMs, totalMs }: LedgerRecord, way: AttemptWay): void {
    this.attempts.push({ attempt, providerId, modelServed, credentialId, outcome, firstTokenMs, totalMs, ...way });
  }

  /** The row waits for `work`. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.working = true;
    try {
      return await work;
    } finally {
      this.working = false;
      // What was thrown comes to the error filter first, which says what it was.
      if (this.write) setImmediate(this.write);
    }
  }

  /** The answer is over. `write` is called once. */
  over(write: () => void): void {
    if (this.working) this.write = write;
    else write();
  }
}
