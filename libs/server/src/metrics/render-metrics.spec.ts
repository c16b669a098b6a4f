import { Histogram } from './histogram.js';
import { renderMetrics } from './render-metrics.js';
import { counter, gauge, histogram } from './series.js';

test('the text is that of the format, line by line', () => {
  const taken = new Histogram([0.1, 1]);
  for (const seconds of [0.05, 0.1, 0.5, 7]) taken.observe(seconds);
  expect(renderMetrics([
    counter('a_requests_total', 'Requests', [{ labels: { endpoint: 'chat', status_class: '2xx' }, value: 3 }, { labels: { endpoint: 'chat', status_class: '5xx' }, value: 0 }]),
    gauge('a_lag_seconds', 'Lag', 0.25),
    histogram('a_taken_seconds', 'Time', [{ labels: { endpoint: 'chat' }, histogram: taken }]),
    gauge('a_proof_ok', 'None yet', []),
  ])).toBe(`# HELP a_requests_total Requests
# TYPE a_requests_total counter
a_requests_total{endpoint="chat",status_class="2xx"} 3
a_requests_total{endpoint="chat",status_class="5xx"} 0
# HELP a_lag_seconds Lag
# TYPE a_lag_seconds gauge
a_lag_seconds 0.25
# HELP a_taken_seconds Time
# TYPE a_taken_seconds histogram
a_taken_seconds_bucket{endpoint="chat",le="0.1"} 2
a_taken_seconds_bucket{endpoint="chat",le="1"} 3
a_taken_seconds_bucket{endpoint="chat",le="+Inf"} 4
a_taken_seconds_sum{endpoint="chat"} 7.65
a_taken_seconds_count{endpoint="chat"} 4
# HELP a_proof_ok None yet
# TYPE a_proof_ok gauge
`);
});

test('a cost beyond the precision of a number is printed to its last digit', () => {
  expect(renderMetrics([counter('a_charged_pico_usd_total', 'Cost', 9_007_199_254_740_993n)])).toContain('a_charged_pico_usd_total 9007199254740993\n');
});

test('what is infinite or no number is written as the format has it', () => {
  expect(renderMetrics([gauge('a', 'A', [Infinity, -Infinity, NaN].map((value) => ({ value })))])).toContain('a +Inf\na -Inf\na NaN\n');
});

test('quotes, backslashes and line breaks never end a label or a help text', () => {
  const text = renderMetrics([gauge('a', 'one\\two\nthree "four"', [{ labels: { of: 'x"y\\z\nw' }, value: 1 }])]);
  expect(text).toBe('# HELP a one\\\\two\\nthree "four"\n# TYPE a gauge\na{of="x\\"y\\\\z\\nw"} 1\n');
});

test('a name that comes twice stands once, as the first one told it', () => {
  expect(renderMetrics([gauge('a', 'First', 1), gauge('a', 'Second', 2)])).toBe('# HELP a First\n# TYPE a gauge\na 1\n');
});
