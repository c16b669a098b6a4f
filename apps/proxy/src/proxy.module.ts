// The proxy put together. The controllers' order is the order their routes are tried in; the gate's is in its own list.
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import { DatabaseModule } from '#database/database.module';
import { JournalRowRepository } from '#database/journal-rows';
import { LedgerRepository } from '#database/ledger';
import { Journal } from '#metering/journal/journal';
import { BudgetEventRepository } from '#database/budget-events';
import { ThresholdNotes } from '#metering/budgets/threshold-notes';
import { TokenCounter } from '#metering/counting/token-counter';
import { LedgerWriter } from '#metering/ledger-writer';
import { Replays } from '#metering/replays';
import { RequestWriter } from '#metering/request-writer';
import { Upstreams } from '#providers/call';
import { Clock } from '#server/clock';
import { Pause } from '#server/pause';
import { Randomness } from '#server/randomness';
import { BodyBudget } from '#server/http/body-budget';
import { ServingState } from '#server/stop/serving-state';
import type { ProxyEnv } from './env.js';
import { GateOptions } from './gate/gate-options.js';
import { gateProviders } from './gate/gate.providers.js';
import { countersToken } from './gate/rate-storage.js';
import { HealthController } from './health/health.controller.js';
import { AnswerSafe } from './idempotency/answer-safe.js';
import { IdempotentRuns } from './idempotency/idempotent-runs.js';
import { Leases } from './idempotency/leases.js';
import { BodyKeeper, OpenSealer } from './kept-bodies/body-keeper.js';
import { RequestTotals } from './metrics/request-totals.js';
import { Acceptance } from './relay/accept.js';
import { Bookings } from './relay/attempts.js';
import { BudgetSeeds } from './relay/budgets/seed-windows.js';
import { Spending } from './relay/budgets/spending.js';
import { Holds } from './relay/holds.js';
import { OutputHistory } from './relay/limits/output-history.js';
import { Courses } from './relay/course.js';
import { Drills } from './relay/drills/drills.js';
import { ActiveProbes, ProbeInterval } from './relay/health/active-probes.js';
import { HealthRounds } from './relay/health/health-rounds.js';
import { TargetHealth } from './relay/health/target-health.js';
import { RetryBudget } from './relay/retry-budget.js';
import { TargetTrials } from './relay/try-targets.js';
import { ConnectedProviders, ConnectionSettings } from './relay/routes/connected-providers.js';
import { ExplainedRoutes } from './relay/routes/explained-routes.js';
import { Limiter } from './relay/limits/limiter.js';
import { ListedModels } from './relay/routes/listed-models.js';
import { Routes } from './relay/routes/routes.js';
import { Relay } from './relay/relay.js';
import { RelaySettings } from './relay/relay-settings.js';
import { openJournal } from './open-journal.js';
import { openSealer } from './open-sealer.js';
import { ChatController } from './v1/chat.controller.js';
import { CompletionsController } from './v1/completions.controller.js';
import { BodyLimits, Door } from './v1/door.js';
import { EmbeddingsController } from './v1/embeddings.controller.js';
import { ModelsController } from './v1/models.controller.js';
import { RouteController } from './v1/route.controller.js';

const controllers = [ChatController, EmbeddingsController, CompletionsController, ModelsController, RouteController, HealthController];

@Module({})
export class ProxyModule {
  static with(env: ProxyEnv, databaseUrl: string, counters: Counters): DynamicModule {
    const chance = [Clock, Randomness, Pause];
    const routing = [ConnectedProviders, TargetHealth, HealthRounds, ActiveProbes, Routes, ListedModels, ExplainedRoutes];
    const answering = [Replays, Bookings, BudgetSeeds, Spending, OutputHistory, Holds, LedgerWriter, RequestWriter, RequestTotals, Acceptance, Limiter, Drills, RetryBudget, Courses, TargetTrials, Relay, Leases, IdempotentRuns, BodyKeeper, Door];
    const journal = {
      provide: Journal,
      inject: [JournalRowRepository, LedgerRepository, Replays],
      useFactory: (...ends: [JournalRowRepository, LedgerRepository, Replays]) => openJournal(env, ...ends),
    };
    return {
      module: ProxyModule,
      imports: [DatabaseModule.at(databaseUrl)],
      controllers,
      providers: [{ provide: countersToken, useValue: counters }, ...gateProviders, ...chance, ServingState, ...routing, ...answering, ...settingsOf(env), journal],
    };
  }
}

function settingsOf(env: ProxyEnv): Provider[] {
  return [
    { provide: TokenCounter, useFactory: () => new TokenCounter() },
    { provide: ThresholdNotes, useFactory: (events: BudgetEventRepository) => new ThresholdNotes(events), inject: [BudgetEventRepository] },
    { provide: GateOptions, useValue: new GateOptions(env.KEY_STALE_MAX_MS) },
    { provide: BodyLimits, useFactory: () => new BodyLimits(env.BODY_LIMIT_BYTES, new BodyBudget(env.BODY_BUFFER_TOTAL_BYTES)) },
    { provide: ProbeInterval, useValue: new ProbeInterval(env.PROBE_INTERVAL_MS) },
    { provide: OpenSealer, useFactory: () => new OpenSealer(() => openSealer(env)) },
    { provide: AnswerSafe, useFactory: () => new AnswerSafe(() => openSealer(env)) },
    { provide: RelaySettings, useValue: relaySettings(env) },
    { provide: ConnectionSettings, useValue: new ConnectionSettings(env.provider, env.ALLOW_PRIVATE_UPSTREAMS, () => openSealer(env)) },
    {
      provide: Upstreams,
      useFactory: () => new Upstreams({
        connectMs: env.UPSTREAM_CONNECT_MS, firstByteMs: env.UPSTREAM_FIRST_BYTE_MS, idleMs: env.UPSTREAM_IDLE_MS, totalMs: env.UPSTREAM_TOTAL_MS,
      }),
    },
  ];
}

function relaySettings(env: ProxyEnv): RelaySettings {
  return new RelaySettings({
    attemptsMax: env.ATTEMPTS_MAX, commitHoldMs: env.COMMIT_HOLD_MS, pingMs: env.PING_MS, retryBaseMs: env.RETRY_BASE_MS, retryWaitMaxMs: env.RETRY_WAIT_MAX_MS,
    drainMaxMs: env.DRAIN_MAX_MS, drainMaxTokens: env.DRAIN_MAX_TOKENS,
  });
}
