// A server for /metrics alone, of an app whose own port is for everybody.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from '../errors/api-error.js';
import { type MetricsHandler, sendError } from './answer-metrics.js';

export interface MetricsServer {
  /** Differs from the one asked for when that is 0. */
  port: number;
  close(): void;
}

/** More than scrapers need: what is read here must not take the place of requests. */
const connectionsMax = 32;
const patienceMs = 10_000;

/** Rejects with the system's error (`EADDRINUSE`, …). */
export async function listenForMetrics(handler: MetricsHandler, port: number, host: string): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: patienceMs, headersTimeout: patienceMs, keepAliveTimeout: patienceMs }, (request, response) => {
    handler(request, response, () => sendError(response, new ApiError('unknown_url')));
  });
  server.maxConnections = connectionsMax;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
