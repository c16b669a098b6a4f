// GET /metrics, on whatever server it is put: an Express app as its middleware, or the server of its own beside this file.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../errors/api-error.js';
import type { Metrics } from './metrics.js';
import { refuseReader } from './refuse-reader.js';
import { metricsContentType } from './render-metrics.js';

export type MetricsHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** `next` for every other address. */
export function answerMetrics(metrics: Metrics, token: string | undefined): MetricsHandler {
  return (request, response, next) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') return next();
    const refusal = refuse(request, token);
    if (refusal) return sendError(response, refusal);
    metrics.render().then((text) => response.setHeader('content-type', metricsContentType).end(text), () => sendError(response, new ApiError('internal_error')));
  };
}

/** To be told to whom nothing else is told. */
export function sendError(response: ServerResponse, error: ApiError): void {
  // What comes with a request that is refused is not read.
  const headers = { 'content-type': 'application/json', connection: 'close', ...error.headers };
  response.writeHead(error.status, headers).end(JSON.stringify(error.body()));
}

function refuse({ method, headers, socket: { remoteAddress } }: IncomingMessage, token: string | undefined): ApiError | undefined {
  const refusal = refuseReader({ remoteAddress, headers }, token);
  if (refusal || method === 'GET' || method === 'HEAD') return refusal;
  return new ApiError('method_not_allowed', { headers: { allow: 'GET, HEAD' } });
}
