// The one place that calls upstream: a connection pool per origin, our credential, nothing of the caller's headers but what the
// exchange lists, no redirects. A provider that answers in this process goes the same way.
import { Pool, type Dispatcher } from 'undici';
import { UpstreamError } from './errors.js';
import type { CallLimits, Target, UpstreamRequest } from './exchange.js';
import { checkLiteral, guardedLookup } from './guard-address.js';
import type { JsonObject } from './hub.js';
import { ReplyBody, type ByteSource } from './reply-body.js';

export interface UpstreamReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  /** To be read to its end, or given up with `return()`. */
  body: AsyncIterableIterator<Buffer>;
}

export interface CallTerms {
  /** Shortens the limits. */
  atMost?: Pick<Partial<CallLimits>, 'firstByteMs' | 'totalMs'> | undefined;
  /** Called when the connection stands and the request goes out: from then on something may run there. */
  sent?: () => void;
}

interface Upstream {
  pool: Pool;
  basePath: string;
}

/** Holds the connections. One per process. */
export class Upstreams {
  private readonly upstreams = new Map<string, Upstream>();

  constructor(private readonly limits: CallLimits) {}

  /**
   * Sends the request and answers as soon as the status is known; any status is an answer. Throws UpstreamError (`connection`,
   * `timeout`), or the signal's reason once it is aborted, which also ends a reply under way. The target's own limits stand in place
   * of the process's; `atMost` shortens either.
   */
  async call(request: UpstreamRequest, signal: AbortSignal, { atMost = {}, sent }: CallTerms = {}): Promise<UpstreamReply> {
    signal.throwIfAborted();
    const { target } = request;
    if (target.provider.respond) {
      sent?.();
      return answerHere(request);
    }
    const limits = this.limitsOf(target);
    const { pool, basePath } = this.upstreamOf(target, limits.connectMs);
    const exchange = new Call(shortened(limits, atMost), signal, sent);
    const { method = 'POST', body } = request;
    pool.dispatch({ method, path: basePath + request.path, headers: headersOf(request), body: method === 'GET' ? null : body }, exchange);
    return exchange.reply;
  }

  /** The process's, with the target's own in their place. */
  limitsOf({ limits }: Target): CallLimits {
    return { ...this.limits, ...limits };
  }

  async close(): Promise<void> {
    await Promise.all([...this.upstreams.values()].map(({ pool }) => pool.destroy()));
  }

  private upstreamOf({ baseUrl, trusted }: Target, connectMs: number): Upstream {
    const key = `${trusted} ${connectMs} ${baseUrl}`;
    const known = this.upstreams.get(key);
    if (known) return known;
    const url = new URL(baseUrl);
    checkLiteral(url, trusted);
    const connect = { timeout: connectMs, lookup: guardedLookup(trusted) };
    const pool = new Pool(url.origin, { connect, headersTimeout: 0, bodyTimeout: 0 });
    const upstream = { pool, basePath: url.pathname.replace(/\/$/, '') };
    this.upstreams.set(key, upstream);
    return upstream;
  }
}

function shortened(limits: CallLimits, { firstByteMs = Infinity, totalMs = Infinity }: Pick<Partial<CallLimits>, 'firstByteMs' | 'totalMs'>): CallLimits {
  return { ...limits, firstByteMs: Math.min(limits.firstByteMs, firstByteMs), totalMs: Math.min(limits.totalMs, totalMs) };
}

function headersOf({ target, headers }: UpstreamRequest): Record<string, string> {
  const credential = target.secret === undefined ? {} : target.provider.authenticate(target.secret);
  return { ...headers, 'content-type': 'application/json', 'accept-encoding': 'identity', 'user-agent': 'aiproxy', ...credential };
}

/** The sandbox's way: same request, same reply, no network. */
function answerHere({ target, path, body }: UpstreamRequest): UpstreamReply {
  const answer = target.provider.respond?.({ path, body: JSON.parse(body.toString('utf8')) as JsonObject });
  if (!answer) throw new UpstreamError('connection', 'The provider could not be reached.');
  return { status: answer.status, headers: answer.headers, body: answer[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer> };
}

/** One request on its way, as undici reports it. */
class Call implements Dispatcher.DispatchHandler, ByteSource {
  readonly reply: Promise<UpstreamReply>;
  private answer!: { resolve: (reply: UpstreamReply) => void; reject: (error: Error) => void };
  private controller: Dispatcher.DispatchController | undefined;
  private body: ReplyBody | undefined;
  private over: Error | undefined;
  private readonly timers: NodeJS.Timeout[];
  private readonly leave: () => void;

  constructor(private readonly limits: CallLimits, private readonly signal: AbortSignal, private readonly sent: (() => void) | undefined) {
    this.reply = new Promise((resolve, reject) => {
      this.answer = { resolve, reject };
    });
    this.timers = [this.limit(limits.firstByteMs, 'The provider did not answer in time.'), this.limit(limits.totalMs, 'The provider took too long.')];
    this.leave = () => this.abort(signal.reason as Error);
    signal.addEventListener('abort', this.leave, { once: true });
  }

  pause(): void {
    this.controller?.pause();
  }

  resume(): void {
    this.controller?.resume();
  }

  abort(reason: Error): void {
    if (this.over) return;
    this.settle(reason);
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.over) return controller.abort(this.over); // given up while it waited for a connection
    this.sent?.();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: UpstreamReply['headers']): void {
    if (this.over || status < 200) return;
    clearTimeout(this.timers[0]);
    this.body = new ReplyBody(this, this.limits.idleMs);
    this.answer.resolve({ status, headers, body: this.body });
  }

  onResponseData(_: Dispatcher.DispatchController, bytes: Buffer): void {
    this.body?.push(bytes);
  }

  onResponseEnd(): void {
    this.settle(undefined);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (!this.over) this.settle(this.explain(error));
  }

  private settle(failure: Error | undefined): void {
    this.over = failure ?? new Error('over');
    for (const timer of this.timers) clearTimeout(timer);
    this.signal.removeEventListener('abort', this.leave);
    if (this.body) this.body.finish(failure);
    else this.answer.reject(failure ?? this.explain(new Error('no answer')));
  }

  private limit(ms: number, message: string): NodeJS.Timeout {
    return setTimeout(() => this.abort(new UpstreamError('timeout', message, { internal: `limit of ${ms} ms` })), ms);
  }

  private explain(error: Error & { code?: string }): Error {
    if (error instanceof UpstreamError) return error;
    const internal = `${error.code ?? error.name}: ${error.message}`;
    if (this.body) return new UpstreamError('cut', 'The provider broke off its answer.', { internal });
    return new UpstreamError('connection', 'The provider could not be reached.', { internal });
  }
}
