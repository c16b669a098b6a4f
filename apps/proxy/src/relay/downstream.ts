// The caller's side of one request: the only place that writes its reply and that knows when the caller has left.
import type { Response } from 'express';
import type { ApiError } from '#server/errors/api-error';
import { ClientGone } from '#server/errors/api-error';
import { processingMs } from '#server/http/stamp-request';

export interface StreamTimes {
  /** How long a stream may stay without an answer before its 200 goes out, since reverse proxies cut silence. */
  commitHoldMs: number;
  /** Silence after which a comment is sent. */
  pingMs: number;
}

const eventStream = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

export class Downstream {
  private readonly leaving = new AbortController();
  private pings: NodeJS.Timeout | undefined;

  constructor(private readonly response: Response) {
    response.once('close', () => {
      this.stopPings();
      if (!response.writableFinished) this.leaving.abort(new ClientGone('the caller has left'));
    });
  }

  /** Aborted when the caller leaves before the end of its reply. */
  get signal(): AbortSignal {
    return this.leaving.signal;
  }

  /** Whether a status has gone out: from here on an error can only be a frame. */
  get begun(): boolean {
    return this.response.headersSent;
  }

  setHeaders(headers: Record<string, string | number>): void {
    if (this.begun) return;
    for (const [name, value] of Object.entries(headers)) this.response.setHeader(name, value);
  }

  /** Keeps a stream's connection alive from now on: the 200 after `commitHoldMs`, then a comment after each silence. */
  keepAlive({ commitHoldMs, pingMs }: StreamTimes): void {
    const ping = () => {
      this.beginStream();
      // Every write of ours ends with a whole frame, so a comment never stands inside one.
      if (!this.response.writableNeedDrain) this.response.write(': ping\n\n');
      this.pings = setTimeout(ping, pingMs);
    };
    this.pings = setTimeout(ping, commitHoldMs);
  }

  stopPings(): void {
    clearTimeout(this.pings);
    this.pings = undefined; // a refresh would bring a cleared timer back
  }

  beginStream(): void {
    if (this.begun) return;
    this.setHeaders({ ...eventStream, 'openai-processing-ms': processingMs(this.response.req) });
    this.response.writeHead(200).flushHeaders();
  }

  /** Whole frames, or a piece of a piped reply. Waits for a slow reader. Rejects with ClientGone when nobody is left. */
  async write(bytes: Buffer | string): Promise<void> {
    if (bytes.length === 0) return;
    this.signal.throwIfAborted();
    this.pings?.refresh();
    if (this.response.write(bytes)) return;
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        this.response.off('drain', settle);
        this.signal.removeEventListener('abort', settle);
        if (this.signal.aborted) reject(this.signal.reason as Error);
        else resolve();
      };
      this.response.once('drain', settle);
      this.signal.addEventListener('abort', settle, { once: true });
    });
  }

  /** A whole reply at once. */
  send(bytes: Buffer): void {
    this.beginPiped();
    this.setHeaders({ 'content-length': bytes.length });
    this.response.end(bytes);
  }

  /** The headers of a JSON reply whose length is not known yet. */
  beginPiped(): void {
    this.setHeaders({ 'content-type': 'application/json', 'openai-processing-ms': processingMs(this.response.req) });
  }

  end(): void {
    this.stopPings();
    this.response.end();
  }

  /** A stream that failed after its 200: one error frame, no finish, the end. */
  failStream(error: ApiError): void {
    this.stopPings();
    this.response.req.errorCode = error.code;
    this.response.end(`data: ${JSON.stringify(error.body())}\n\n`);
  }

  /** A piped reply that broke: only a cut connection tells the caller that what it has is not whole. */
  cut(): void {
    this.response.destroy();
  }
}
