// The caller's side of a request whose answer is to be kept: whatever goes out is gathered on its way, and the end of it waits until it
// is kept, so that whoever has the whole answer can have it again. Stands between the relay and its caller.
import type { ApiError } from '#server/errors/api-error';
import { Downstream } from '../relay/downstream.js';

export const keptLimitBytes = 1024 * 1024;

/** Of this request alone, and not of another one that is given the same answer. */
const countsOfOne = new Set(['x-aiproxy-attempts', 'x-aiproxy-cost-usd', 'x-aiproxy-overhead-ms']);

export class KeptDownstream extends Downstream {
  private readonly headers: Record<string, string> = {};
  private pieces: Buffer[] | undefined;
  private bytes = 0;
  private whole = false;
  private last: (() => void) | undefined;

  /** A whole reply of a size that is kept; undefined of anything else. */
  get answer(): { headers: Record<string, string>; body: Buffer } | undefined {
    return this.whole && this.pieces ? { headers: this.headers, body: Buffer.concat(this.pieces) } : undefined;
  }

  /** What of it waits for this. */
  finish(): void {
    this.last?.();
    this.last = undefined;
  }

  override setHeaders(headers: Record<string, string | number>): void {
    for (const [name, value] of Object.entries(headers)) {
      if (name.startsWith('x-aiproxy-') && !countsOfOne.has(name)) this.headers[name] = String(value);
    }
    super.setHeaders(headers);
  }

  override beginPiped(): void {
    this.pieces ??= [];
    super.beginPiped();
  }

  override async write(bytes: Buffer | string): Promise<void> {
    this.gather(bytes);
    await super.write(bytes);
  }

  override send(bytes: Buffer): void {
    this.pieces = [];
    this.gather(bytes);
    this.endWith(() => super.send(bytes));
  }

  override end(): void {
    this.stopPings();
    this.endWith(() => super.end());
  }

  override failStream(error: ApiError): void {
    this.stopPings();
    this.last = () => super.failStream(error);
  }

  private endWith(last: () => void): void {
    this.whole = true;
    this.last = last;
  }

  /** Streams are not gathered. */
  private gather(bytes: Buffer | string): void {
    this.bytes += bytes.length;
    if (this.bytes > keptLimitBytes) this.pieces = undefined;
    else this.pieces?.push(Buffer.from(bytes));
  }
}
