// The bytes of an upstream reply as they arrive: a bounded queue between the socket and its one reader. A slow reader pauses
// the socket; a silent socket ends in a timeout.
import { UpstreamError } from './errors.js';

/** What the queue asks of the connection it is filled from. */
export interface ByteSource {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** Bytes held before the socket is paused: more than one read of it, less than matters with a thousand streams open. */
const holdLimitBytes = 128 * 1024;

export class ReplyBody implements AsyncIterableIterator<Buffer> {
  private readonly held: Buffer[] = [];
  private heldBytes = 0;
  private received = 0;
  private paused = false;
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;
  private readonly idle: NodeJS.Timeout;

  constructor(private readonly source: ByteSource, private readonly idleMs: number) {
    this.idle = setTimeout(() => this.timeOut(), idleMs);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** From the connection: bytes came. */
  push(bytes: Buffer): void {
    this.held.push(bytes);
    this.heldBytes += bytes.length;
    this.received += bytes.length;
    this.idle.refresh();
    if (!this.paused && this.heldBytes > holdLimitBytes) {
      this.paused = true;
      this.source.pause();
    }
    this.wake?.();
  }

  /** From the connection: it is over, well or not. What was received before is still read. */
  finish(failure?: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = failure;
    clearTimeout(this.idle);
    this.wake?.();
  }

  async next(): Promise<IteratorResult<Buffer>> {
    while (this.held.length === 0 && !this.ended) {
      await new Promise<void>((wake) => {
        this.wake = wake;
      });
      this.wake = undefined;
    }
    const bytes = this.held.shift();
    if (bytes) {
      this.release(bytes.length);
      return { done: false, value: bytes };
    }
    if (this.failure) throw this.failure;
    return { done: true, value: undefined };
  }

  /** The reader wants no more: the connection is given up unless it had ended. */
  return(): Promise<IteratorResult<Buffer>> {
    if (!this.ended) {
      this.finish();
      this.source.abort(new Error('the reader has left'));
    }
    this.held.length = 0;
    return Promise.resolve({ done: true, value: undefined });
  }

  private release(bytes: number): void {
    this.heldBytes -= bytes;
    if (!this.paused || this.heldBytes > holdLimitBytes / 2) return;
    this.paused = false;
    this.idle.refresh();
    this.source.resume();
  }

  private timeOut(): void {
    if (this.ended) return;
    if (this.paused) {
      this.idle.refresh(); // our own reader is slow, not the provider
      return;
    }
    // Where this process was busy its bytes may be waiting to be read.
    const { received } = this;
    setImmediate(() => {
      if (this.received === received) this.giveUp();
    });
  }

  private giveUp(): void {
    if (this.ended) return;
    const error = new UpstreamError('timeout', 'The provider stopped sending.', { internal: `nothing for ${this.idleMs} ms` });
    this.finish(error);
    this.source.abort(error);
  }
}

/** Reads a reply to its end or to `limitBytes`; `more` tells that the reply goes on behind it. */
export async function readUpTo(body: AsyncIterator<Buffer>, limitBytes: number): Promise<{ bytes: Buffer; more: boolean }> {
  const pieces: Buffer[] = [];
  let total = 0;
  while (total <= limitBytes) {
    const step = await body.next();
    if (step.done) return { bytes: pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces), more: false };
    pieces.push(step.value);
    total += step.value.length;
  }
  return { bytes: Buffer.concat(pieces), more: true };
}
