import { Metrics } from './metrics.js';
import { processSeries } from './process-series.js';
import { gauge } from './series.js';

test('a part that fails, or does not answer, takes nothing away from the others, and is counted', async () => {
  const metrics = new Metrics(1);
  metrics.register(() => [gauge('a', 'A', 1)]);
  metrics.register(() => { throw new Error('broken'); });
  metrics.register(() => Promise.reject(new Error('away')));
  metrics.register(() => new Promise(() => undefined));
  metrics.register(() => [gauge('b', 'B', 2)]);
  const text = await metrics.render();
  expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual(['a 1', 'b 2', 'aiproxy_metrics_failures_total 3', '']);
});

test('the process tells since when it runs, what it uses and how late it is', async () => {
  const metrics = new Metrics();
  metrics.register(processSeries());
  const value = async (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(await metrics.render())?.[1]);
  expect(Math.abs(await value('process_start_time_seconds') - (Date.now() / 1000 - process.uptime()))).toBeLessThan(60);
  expect(await value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(await value('nodejs_heap_size_total_bytes')).toBeGreaterThan(await value('nodejs_heap_size_used_bytes') / 2);
  expect(await value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
});
