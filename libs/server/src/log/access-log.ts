// One line per request, written when its answer is over: what was asked of which route by which key, and how it ended.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/** The caller hung up before the answer was whole; nginx's number for it. */
const clientClosed = 499;

/** Express middleware; stands after `stampRequest`. Addresses are never logged, only the route's pattern: they may hold a secret. */
export function accessLog(logger: Logger): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (logger.isLevelEnabled('info')) response.once('close', () => logger.info(line(request, response), 'request'));
    next();
  };
}

function line(request: Request, response: Response) {
  return {
    requestId: request.requestId,
    method: request.method,
    route: (request.route as { path?: string } | undefined)?.path ?? null,
    status: response.writableFinished ? response.statusCode : clientClosed,
    ms: Math.round(performance.now() - request.receivedAtMs),
    keyId: request.keyId ?? null,
    clientRequestId: clientRequestId(request),
  };
}

/** The caller's own name for this request, for correlation here only; it is never an id of ours. */
function clientRequestId({ headers }: Request): string | undefined {
  const id = headers['x-client-request-id'];
  return typeof id === 'string' ? id.slice(0, 128) : undefined;
}
