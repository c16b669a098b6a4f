// /metrics of a proxy of its own, on a port of its own: the one of /v1 is for everybody. `npm start` has it on the admin port.
import { answerMetrics } from '#server/metrics/answer-metrics';
import { listenForMetrics, type MetricsServer } from '#server/metrics/listen-for-metrics';
import type { Metrics } from '#server/metrics/metrics';
import type { ProxyEnv } from '../env.js';

/** Undefined: METRICS_PORT is 0, or taken. The second proxy of a host finds it taken, which is no reason not to serve: `warn` is told. */
export async function tellMetrics(metrics: Metrics, { METRICS_PORT, METRICS_TOKEN, HOST }: Pick<ProxyEnv, 'METRICS_PORT' | 'METRICS_TOKEN' | 'HOST'>, warn: (message: string) => void): Promise<MetricsServer | undefined> {
  if (METRICS_PORT === 0) return undefined;
  try {
    return await listenForMetrics(answerMetrics(metrics, METRICS_TOKEN), METRICS_PORT, HOST);
  } catch (error) {
    warn(`/metrics is not served: port ${METRICS_PORT} of ${HOST} cannot be had (${(error as NodeJS.ErrnoException).code}). Set METRICS_PORT to another one, or to 0.`);
    return undefined;
  }
}
