// Nest's Express adapter on a server of our own. On Node 20 nearly all that Express costs is the change of prototype of
// every request and response (115 against 25 µs for a bare handler), which makes V8 give up their fast shapes. The server
// here creates them with the right prototype from the start, so that Express's own change does nothing.
import { IncomingMessage, ServerResponse, createServer } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, Request, Response } from 'express';
import { watchConnections } from '../stop/stop-serving.js';
import { answerBrokenRequest } from './answer-broken-request.js';

/** Longer than the 60 s that load balancers usually keep a connection: the side that knows less must close first. */
const keepAliveMs = 75_000;

type App = Application & { request: Request; response: Response };

export interface AdapterOptions {
  /** Addresses whose X-Forwarded-For is believed; empty: nobody's. */
  trustProxy: readonly string[];
}

export class TypedExpressAdapter extends ExpressAdapter {
  private force = false;

  constructor({ trustProxy }: AdapterOptions) {
    super();
    const app = this.getInstance<App>();
    app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
    if (trustProxy.length > 0) app.set('trust proxy', [...trustProxy]);
  }

  override initHttpServer(options: NestApplicationOptions): void {
    // Keeps what Nest does besides; the server that it makes is dropped.
    super.initHttpServer(options);
    this.force = options?.forceCloseConnections ?? false;
    const app = this.getInstance<App>();
    const server = createServer(messageTypes(app), app);
    server.keepAliveTimeout = keepAliveMs;
    // A connection without its first request gets as long as one between two. `requestTimeout` stays at Node's 300 s: it
    // bounds how long a request takes to arrive, never how long its answer may stream.
    server.headersTimeout = keepAliveMs;
    server.on('clientError', answerBrokenRequest);
    watchConnections(server);
    this.setHttpServer(server);
  }

  /** Nest forces connections of the dropped server only. */
  override close(): Promise<unknown> | undefined {
    const closed = super.close();
    if (this.force) this.httpServer.closeAllConnections();
    return closed;
  }
}

function messageTypes(app: App) {
  class TypedRequest extends IncomingMessage {}
  class TypedResponse extends ServerResponse {}
  app.request = Object.setPrototypeOf(TypedRequest.prototype, app.request) as Request;
  app.response = Object.setPrototypeOf(TypedResponse.prototype, app.response) as Response;
  return { IncomingMessage: TypedRequest, ServerResponse: TypedResponse };
}
