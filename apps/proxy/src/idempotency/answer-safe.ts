// How kept answers lie in Postgres: sealed, each bound to its request. Without an encryption key nothing is kept.
import { Injectable } from '@nestjs/common';
import { SealError, type Sealer } from '#access/seal';

@Injectable()
export class AnswerSafe {
  private sealer: Sealer | undefined;
  /** Answers that went out and could not be kept. */
  dropped = 0;

  /** `openSealer` is asked until it gives one: the key file may be made after this process has started. */
  constructor(private readonly openSealer: () => Sealer | undefined) {}

  /** Undefined while there is no encryption key, or none that is one: the answer goes out all the same. */
  seal(body: Buffer, requestId: string): Buffer | undefined {
    const sealer = this.tried();
    if (!sealer) this.dropped += 1;
    return sealer?.sealBytes(body, boundTo(requestId));
  }

  /** Undefined where the encryption key that it was sealed with is gone. */
  open(sealed: Uint8Array, requestId: string): Buffer | undefined {
    try {
      return this.tried()?.openBytes(sealed, boundTo(requestId));
    } catch (error) {
      if (error instanceof SealError) return undefined;
      throw error;
    }
  }

  private tried(): Sealer | undefined {
    try {
      return (this.sealer ??= this.openSealer());
    } catch {
      return undefined;
    }
  }
}

const boundTo = (requestId: string) => `idempotent-answer ${requestId}`;
