// The series of this process, of all its rooms: each registers a function that tells them, which is asked when somebody reads.
import { renderMetrics } from './render-metrics.js';
import { counter, type Series } from './series.js';

export type Collect = () => readonly Series[] | Promise<readonly Series[]>;

const patienceMs = 2000;

export class Metrics {
  private readonly sources: Collect[] = [];
  private failures = 0;

  /** `waitMs`: for one source at most. */
  constructor(private readonly waitMs = patienceMs) {}

  register(collect: Collect): void {
    this.sources.push(collect);
  }

  /** What cannot be told now (it may have to ask a database that is away) is left out and counted; the rest is told all the same. */
  async render(): Promise<string> {
    const told = await Promise.all(this.sources.map((collect) => this.ask(collect)));
    return renderMetrics([...told.flat(), counter('aiproxy_metrics_failures_total', 'Times that a part of the metrics could not be told', this.failures)]);
  }

  private async ask(collect: Collect): Promise<readonly Series[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('too late')), this.waitMs).unref();
    });
    try {
      return await Promise.race([collect(), late]);
    } catch {
      this.failures += 1;
      return [];
    } finally {
      clearTimeout(timer);
    }
  }
}
