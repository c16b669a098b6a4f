// Puts the admin API together, starts it, stops it. Called by `npm start` beside the proxy, and by main.ts alone.
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Sealer } from '#access/seal';
import { InProcessCounters } from '#counters/in-process-counters';
import { closeCounters, openCounters } from '#counters/open-counters';
import { readBudgets } from '#counters/read-budgets';
import { Database } from '#database/database';
import { Clock } from '#server/clock';
import { equipApp } from '#server/http/equip-app';
import { TypedExpressAdapter } from '#server/http/typed-express-adapter';
import { createLogger } from '#server/log/logger';
import { answerMetrics } from '#server/metrics/answer-metrics';
import { Metrics } from '#server/metrics/metrics';
import { ServingState } from '#server/stop/serving-state';
import { stopServing } from '#server/stop/stop-serving';
import { AdminModule, type AdminParts } from './admin.module.js';
import { serveDocuments } from './documents.js';
import type { AdminEnv } from './env.js';
import { databaseAnswer } from './http/database-answer.js';
import { guardBrowser } from './http/guard-browser.js';
import { validation } from './http/validation.js';
import { registerAdminSeries, registerProofSeries } from './metrics/register-admin-series.js';
import { openSealer } from './open-sealer.js';

export interface Admin {
  /** Rejects with the system's error (`EADDRINUSE`, …). Gives the port, which differs from the one asked for when that is 0. */
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

/** What a proxy in the same process has: its budgets, which are else asked of REDIS_URL, and its metrics, which are served here. */
export interface ProxyBeside { budgets: AdminParts['budgets']; metrics: Metrics }

/** Expects a migrated database. `changed` is called after each change, which is not answered before it is done. Throws EnvError. */
export async function createAdmin(
  env: AdminEnv, databaseUrl: string, changed: () => Promise<void> = async () => undefined, clock = new Clock(), beside?: ProxyBeside,
): Promise<Admin> {
  const logger = createLogger(env.LOG_LEVEL);
  // A prefix of its own: an admin process allows no share of the proxies' limits.
  const counters = await openCounters({ redisUrl: env.REDIS_URL, prefix: 'aiproxy-admin:', logger });
  const shared = readBudgets(env.REDIS_URL);
  const budgets = beside?.budgets ?? shared;
  const app = await makeAdminApp(env, databaseUrl, { clock, counters, budgets, sealer: openSealer(env, (message) => logger.warn(message)) });
  const metrics = beside?.metrics ?? new Metrics();
  if (!beside) registerAdminSeries(metrics, app);
  registerProofSeries(metrics, app);
  app.use(answerMetrics(metrics, env.METRICS_TOKEN));
  app.get(Database).onChange(changed);
  await app.init();
  return {
    listen: async (port, host) => {
      await app.listen(port, host);
      return (app.getHttpServer().address() as AddressInfo).port;
    },
    close: async () => {
      await stopServing(app.getHttpServer(), app.get(ServingState), env.STOP_GRACE_MS);
      await app.close();
      await closeCounters(counters);
      await shared.close();
    },
  };
}

/** Whoever makes the document only seals nothing. */
export const partsOfDocument = (): AdminParts => ({ clock: new Clock(), counters: new InProcessCounters(), budgets: readBudgets(undefined), sealer: new Sealer([randomBytes(32)]) });

/** Everything but listening; its OpenAPI document is made from it, too. */
export async function makeAdminApp(env: AdminEnv, databaseUrl: string, parts = partsOfDocument()): Promise<NestExpressApplication> {
  const logger = createLogger(env.LOG_LEVEL);
  const app = await NestFactory.create<NestExpressApplication>(AdminModule.with(env, databaseUrl, parts), new TypedExpressAdapter({ trustProxy: env.TRUST_PROXY }), {
    bodyParser: false, abortOnError: false, bufferLogs: true,
  });
  equipApp(app, { logger, serving: app.get(ServingState), corsOrigins: [], explain: databaseAnswer });
  app.use(guardBrowser);
  app.useGlobalPipes(validation());
  serveDocuments(app);
  return app;
}
