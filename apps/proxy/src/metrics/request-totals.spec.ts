import { renderMetrics } from '#server/metrics/render-metrics';
import { RequestTotals } from './request-totals.js';

test('requests are counted by endpoint and class of status, their time in full, ours beside it', () => {
  const totals = new RequestTotals();
  for (let begun = 0; begun < 4; begun += 1) totals.begin();
  totals.end('chat', { status: 200, totalMs: 40, overheadMs: 0.75 });
  totals.end('chat', { status: 429, totalMs: 1, overheadMs: undefined });
  totals.end('other', { status: 504, totalMs: 400_000, overheadMs: undefined });
  const lines = renderMetrics(totals.series()).split('\n');
  expect(lines.filter((line) => line.includes('_total{') && !line.endsWith(' 0'))).toEqual([
    'aiproxy_requests_total{endpoint="chat",status_class="2xx"} 1',
    'aiproxy_requests_total{endpoint="chat",status_class="4xx"} 1',
    'aiproxy_requests_total{endpoint="other",status_class="5xx"} 1',
  ]);
  expect(lines).toEqual(expect.arrayContaining([
    'aiproxy_requests_in_flight 1',
    'aiproxy_request_duration_seconds_bucket{endpoint="chat",le="0.025"} 1',
    'aiproxy_request_duration_seconds_bucket{endpoint="chat",le="0.05"} 2',
    'aiproxy_request_duration_seconds_bucket{endpoint="other",le="300"} 0',
    'aiproxy_request_duration_seconds_bucket{endpoint="other",le="+Inf"} 1',
    'aiproxy_request_duration_seconds_sum{endpoint="chat"} 0.041',
    'aiproxy_request_overhead_seconds_bucket{le="0.0005"} 0',
    'aiproxy_request_overhead_seconds_bucket{le="0.001"} 1',
    'aiproxy_request_overhead_seconds_count 1',
  ]));
});
