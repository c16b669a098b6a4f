// Puts the proxy together, starts it, stops it. Called by `npm start` beside the embedded Postgres, and by main.ts alone.
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { BudgetStore } from '#counters/budget-store';
import { closeCounters, openCounters } from '#counters/open-counters';
import { IdempotentAnswerRepository } from '#database/idempotent-answers';
import { LedgerRepository } from '#database/ledger';
import { ModelRepository } from '#database/models';
import { takeOneProxyLock } from '#database/one-proxy-lock';
import { RequestBodyRepository } from '#database/request-bodies';
import { RequestRepository } from '#database/requests';
import { RollupRepository } from '#database/rollups/rollups';
import { Snapshot } from '#database/snapshot';
import { seedCatalogue } from '#metering/catalogue/seed-catalogue';
import { ThresholdNotes } from '#metering/budgets/threshold-notes';
import { LedgerWriter } from '#metering/ledger-writer';
import { Replays } from '#metering/replays';
import { RequestWriter } from '#metering/request-writer';
import { Upstreams } from '#providers/call';
import { sandboxModels } from '#providers/providers/sandbox/index';
import { Clock } from '#server/clock';
import { equipApp } from '#server/http/equip-app';
import { TypedExpressAdapter } from '#server/http/typed-express-adapter';
import { createLogger } from '#server/log/logger';
import { Metrics } from '#server/metrics/metrics';
import { ServingState } from '#server/stop/serving-state';
import { stopServing } from '#server/stop/stop-serving';
import { serveDocuments } from './documents.js';
import type { ProxyEnv } from './env.js';
import { KeyUses } from './gate/key-uses.js';
import { BodyKeeper } from './kept-bodies/body-keeper.js';
import { registerProxySeries } from './metrics/register-proxy-series.js';
import { RequestTotals } from './metrics/request-totals.js';
import { Spending } from './relay/budgets/spending.js';
import { openSealer } from './open-sealer.js';
import { ProxyModule } from './proxy.module.js';
import { noteRequests } from './requests/note-requests.js';

export interface Proxy {
  /** Rejects with the system's error (`EADDRINUSE`, …). Gives the port, which differs from the one asked for when that is 0. */
  listen(port: number, host: string): Promise<number>;
  /** Takes in a change of the configuration now, instead of at the next poll. */
  refresh(): Promise<void>;
  /** What is spent and held of budgets, for whoever shows it in this process. */
  budgets: BudgetStore;
  /** What this process counts, for whoever serves it. */
  metrics: Metrics;
  /** Finishes requests under way, writes what they used, closes connections. */
  close(): Promise<void>;
}

/** How long rows may still be written when the process stops. */
const drainMs = 10_000;
const hour = 3_600_000;
const day = 24 * hour;

/** Expects a migrated database. Rejects with EnvError, DatabaseError (`second-proxy`, `unavailable`, …). */
export async function createProxy(env: ProxyEnv, databaseUrl: string): Promise<Proxy> {
  openSealer(env); // keys that are none stop the start, not somebody's request
  const lock = await takeOneProxyLock(databaseUrl, env.REDIS_URL === undefined ? 'alone' : 'together');
  const logger = createLogger(env.LOG_LEVEL);
  const counters = await openCounters({ redisUrl: env.REDIS_URL, logger });
  const adapter = new TypedExpressAdapter({ trustProxy: env.TRUST_PROXY });
  const app = await NestFactory.create<NestExpressApplication>(ProxyModule.with(env, databaseUrl, counters), adapter, {
    bodyParser: false, abortOnError: false, bufferLogs: true,
  });
  const state = app.get(ServingState);
  equipApp(app, { logger, serving: state, corsOrigins: env.CORS_ORIGINS });
  app.use(noteRequests({ writer: app.get(RequestWriter), processId: app.get(LedgerWriter).processId, totals: app.get(RequestTotals) }, app.get(Clock)));
  serveDocuments(app);
  const stopUpkeep = await upkeep(app, env.REQUEST_RETENTION_DAYS);
  await app.init();
  // Once the budgets are loaded; what counters that are away do not hear is in the ledger.
  app.get(Replays).follow((rows) => void app.get(Spending).replayed(rows).catch(() => undefined));
  const metrics = new Metrics();
  registerProxySeries(metrics, app, counters);
  return {
    listen: async (port, host) => {
      await app.listen(port, host);
      return (app.getHttpServer().address() as AddressInfo).port;
    },
    refresh: () => app.get(Snapshot).refresh(),
    budgets: counters.budgets,
    metrics,
    close: async () => {
      stopUpkeep();
      await stopServing(app.getHttpServer(), state, env.STOP_GRACE_MS);
      const writes = Promise.all([app.get(LedgerWriter).finish(), app.get(KeyUses).write(), app.get(ThresholdNotes).settled(), app.get(BodyKeeper).drain()]);
      await Promise.race([writes, new Promise((resolve) => setTimeout(resolve, drainMs).unref())]);
      await app.get(LedgerWriter).close();
      await app.get(Upstreams).close();
      await app.close();
      await closeCounters(counters);
      await lock.release();
    },
  };
}

/** The catalogue as this version ships it, the partitions of the ledger, of request rows and bodies for the time to come; what is older than it is kept away. */
async function upkeep(app: NestExpressApplication, requestRetentionDays: number): Promise<() => void> {
  const [ledger, requests, bodies] = [app.get(LedgerRepository), app.get(RequestRepository), app.get(RequestBodyRepository)];
  const now = () => new Date(app.get(Clock).now());
  const partitions = async () => {
    await ledger.ensurePartitions(now());
    await app.get(RollupRepository).dropOldQuarterHours(now());
    await requests.ensurePartitions(now());
    await requests.dropOlderThan(requestRetentionDays, now());
    await bodies.ensurePartitions(now());
  };
  await seedCatalogue(app.get(ModelRepository), sandboxModels, now());
  await partitions();
  const expired = async () => {
    await app.get(IdempotentAnswerRepository).dropExpired();
    await bodies.dropOld(now());
  };
  await expired();
  const timers = [
    setInterval(() => void partitions().catch(() => undefined), day),
    setInterval(() => void expired().catch(() => undefined), hour),
  ];
  for (const timer of timers) timer.unref();
  return () => { timers.forEach(clearInterval); };
}
