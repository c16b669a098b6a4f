// Counts the requests of /v1 for the metrics: under way, how they ended, how long they took. A few additions for each.
import { durationBounds, Histogram, overheadBounds } from '#server/metrics/histogram';
import { counter, gauge, histogram, type Series } from '#server/metrics/series';

/** How a request ended. Milliseconds; `overheadMs` undefined where no provider was waited for. */
export interface RequestEnd { status: number; totalMs: number; overheadMs: number | undefined }

interface EndpointTotals { byStatusClass: number[]; duration: Histogram }

const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'];

export class RequestTotals {
  /** By the word of our own routes, so there are few. */
  private readonly endpoints = new Map<string, EndpointTotals>();
  private readonly overhead = new Histogram(overheadBounds);
  private underWay = 0;

  begin(): void {
    this.underWay += 1;
  }

  /** Once for each that began. */
  end(endpoint: string, { status, totalMs, overheadMs }: RequestEnd): void {
    this.underWay -= 1;
    const totals = this.of(endpoint);
    totals.byStatusClass[Math.floor(status / 100) - 1] += 1;
    totals.duration.observe(totalMs / 1000);
    if (overheadMs !== undefined) this.overhead.observe(overheadMs / 1000);
  }

  series(): Series[] {
    const endpoints = [...this.endpoints];
    return [
      counter('aiproxy_requests_total', 'Requests of /v1 that are over, refused ones too', endpoints.flatMap(([endpoint, { byStatusClass }]) =>
        statusClasses.map((status_class, index) => ({ labels: { endpoint, status_class }, value: byStatusClass[index] })))),
      histogram('aiproxy_request_duration_seconds', 'From the request to the end of its answer', endpoints.map(([endpoint, { duration }]) => ({ labels: { endpoint }, histogram: duration }))),
      histogram('aiproxy_request_overhead_seconds', 'What of it was ours until an answer began, as x-aiproxy-overhead-ms says', [{ histogram: this.overhead }]),
      gauge('aiproxy_requests_in_flight', 'Requests of /v1 under way', this.underWay),
    ];
  }

  private of(endpoint: string): EndpointTotals {
    let totals = this.endpoints.get(endpoint);
    if (!totals) this.endpoints.set(endpoint, totals = { byStatusClass: statusClasses.map(() => 0), duration: new Histogram(durationBounds) });
    return totals;
  }
}
