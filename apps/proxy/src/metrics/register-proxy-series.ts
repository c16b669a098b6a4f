// Registers what this process counts anyway, read from whoever counts it when somebody asks for the metrics.
import type { INestApplicationContext } from '@nestjs/common';
import type { Counters } from '#counters/counters';
import { isCountingShared } from '#counters/open-counters';
import { Snapshot } from '#database/snapshot';
import { LedgerWriter } from '#metering/ledger-writer';
import { RequestWriter } from '#metering/request-writer';
import { Clock } from '#server/clock';
import { isCurrent } from '#server/health/readiness';
import type { Metrics } from '#server/metrics/metrics';
import { processSeries } from '#server/metrics/process-series';
import { counter, gauge, type Series } from '#server/metrics/series';
import { AnswerSafe } from '../idempotency/answer-safe.js';
import { Leases } from '../idempotency/leases.js';
import { BodyKeeper } from '../kept-bodies/body-keeper.js';
import { Spending } from '../relay/budgets/spending.js';
import { rowsOf } from '../relay/health/circuit-rows.js';
import { TargetHealth } from '../relay/health/target-health.js';
import { Limiter } from '../relay/limits/limiter.js';
import { attemptSeries } from './attempt-series.js';
import { journalSeries } from './journal-series.js';
import { RequestTotals } from './request-totals.js';

export function registerProxySeries(metrics: Metrics, app: INestApplicationContext, counters: Counters): void {
  const [requests, ledger] = [app.get(RequestTotals), app.get(LedgerWriter)];
  metrics.register(() => requests.series());
  metrics.register(() => attemptSeries(ledger.totals));
  metrics.register(() => journalSeries(ledger.counts()));
  metrics.register(() => keptSeries(app));
  metrics.register(() => standingSeries(app, counters));
  metrics.register(processSeries());
}

/** What is kept beside the ledger, and may be dropped. */
function keptSeries(app: INestApplicationContext): Series[] {
  const { added, dropped } = app.get(RequestWriter).counts();
  return [
    counter('aiproxy_request_rows_total', 'Request rows written to the journal or dropped for want of room', [
      { labels: { end: 'written' }, value: added - dropped },
      { labels: { end: 'dropped' }, value: dropped },
    ]),
    counter('aiproxy_kept_bodies_dropped_total', 'Requests whose bodies should have been kept and were not', app.get(BodyKeeper).counts().dropped),
    counter('aiproxy_idempotent_answers_dropped_total', 'Answers under an Idempotency-Key that could not be kept', app.get(Leases).dropped + app.get(AnswerSafe).dropped),
  ];
}

/** What is held, left alone, or away. */
function standingSeries(app: INestApplicationContext, counters: Counters): Series[] {
  const now = app.get(Clock).now();
  const circuits = [...rowsOf(app.get(TargetHealth).all(), now).values()];
  return [
    gauge('aiproxy_open_holds', 'What requests under way hold', [
      { labels: { of: 'limits' }, value: app.get(Limiter).openHolds },
      { labels: { of: 'budgets' }, value: app.get(Spending).openHolds },
    ]),
    gauge('aiproxy_circuits_not_closed', 'Targets and credentials that are left alone while others can be asked', (['open', 'half-open', 'cooling', 'refused'] as const).map((state) =>
      ({ labels: { state }, value: circuits.filter((circuit) => circuit.state === state).length }))),
    gauge('aiproxy_counters_up', '0: the server of REDIS_URL is away, and this process allows its share of each limit', Number(isCountingShared(counters))),
    gauge('aiproxy_postgres_up', '0: Postgres has not answered for five seconds', Number(isCurrent(app.get(Snapshot).ageMs(now)))),
  ];
}
