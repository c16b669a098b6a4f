// One cap over all request bodies that this process holds at a time, so that many large ones at once are refused instead
// of taking the memory of everybody.
import { ApiError } from '../errors/api-error.js';

export class BodyBudget {
  private takenBytes = 0;

  constructor(private readonly totalBytes: number) {}

  /** What one request takes, given back as a whole. */
  share(): BodyShare {
    let bytes = 0;
    return {
      take: (more) => {
        if (this.takenBytes + more > this.totalBytes) throw new ApiError('overloaded', { internal: 'BODY_BUFFER_TOTAL_BYTES is reached' });
        this.takenBytes += more;
        bytes += more;
      },
      giveBack: () => {
        this.takenBytes -= bytes;
        bytes = 0;
      },
    };
  }

  /** Bytes held at the moment. */
  get heldBytes(): number {
    return this.takenBytes;
  }
}

export interface BodyShare {
  /** Throws ApiError `overloaded`. */
  take(bytes: number): void;
  giveBack(): void;
}
