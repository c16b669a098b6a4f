// What becomes of the calls of a request when its caller leaves: ended at once, or read on for their exact usage, bounded in time and in
// tokens. Stands between the caller's side (downstream) and the calls; whoever delivers an answer reads it through here.
import { ClientGone } from '#server/errors/api-error';

/** How far an answer is read that nobody waits for. */
export interface DrainBounds {
  drainMaxMs: number;
  /** Of its output, a token being four bytes. */
  drainMaxTokens: number;
}

const bytesPerToken = 4;

export class HangUp {
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  /** `left` is aborted, by ClientGone, when the caller leaves; without `bounds` that ends the calls. */
  constructor(readonly left: AbortSignal, private readonly bounds?: DrainBounds) {
    if (bounds) left.addEventListener('abort', this.begin, { once: true });
  }

  /** For the calls: aborted when nothing more is wanted of them. */
  get signal(): AbortSignal {
    return this.bounds ? this.ending.signal : this.left;
  }

  /** Rejects as `write` does, unless its caller has left and the answer is read on. */
  async give(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(this.bounds && error instanceof ClientGone)) throw error;
    }
  }

  /** An answer's bytes. Throws ClientGone once too much came since the caller left; `seenBytes` counts in place of the bytes themselves. */
  read(body: AsyncIterableIterator<Buffer>, seenBytes?: () => number): AsyncIterableIterator<Buffer> {
    return this.bounds ? this.readBounded(body, this.bounds.drainMaxTokens * bytesPerToken, seenBytes) : body;
  }

  /** The request is over. */
  end(): void {
    this.left.removeEventListener('abort', this.begin);
    clearTimeout(this.timer);
  }

  private readonly begin = () => {
    this.timer = setTimeout(() => this.ending.abort(this.left.reason), this.bounds?.drainMaxMs);
  };

  private async *readBounded(body: AsyncIterableIterator<Buffer>, most: number, seenBytes?: () => number): AsyncIterableIterator<Buffer> {
    let received = 0;
    let seenAtLeaving = 0;
    for await (const bytes of body) {
      yield bytes;
      received += bytes.length;
      const seen = seenBytes?.() ?? received;
      if (!this.left.aborted) seenAtLeaving = seen;
      else if (seen - seenAtLeaving > most) throw this.left.reason;
    }
  }
}
