// The process itself: since when it runs, what it uses, how late its event loop is. Under the names that dashboards for Node know.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Collect } from './metrics.js';
import { counter, gauge } from './series.js';

const resolutionMs = 20;

/** Begins to watch the event loop; to be called once in a process. */
export function processSeries(): Collect {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  return () => {
    // What is measured is the time between two ticks of a timer: its own interval is no delay. NaN while there were none.
    const p99Ms = Math.max(0, delay.percentile(99) / 1e6 - resolutionMs) || 0;
    delay.reset();
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return [
      gauge('process_start_time_seconds', 'When the process started, in Unix time', performance.timeOrigin / 1000),
      counter('process_cpu_seconds_total', 'CPU time, of the process and of the system for it', (user + system) / 1e6),
      gauge('process_resident_memory_bytes', 'Memory that the process has', rss),
      gauge('nodejs_heap_size_used_bytes', 'Memory that JavaScript uses', heapUsed),
      gauge('nodejs_heap_size_total_bytes', 'Memory that JavaScript has', heapTotal),
      gauge('nodejs_eventloop_lag_p99_seconds', 'How late the event loop was in 99 of 100 cases, since the metrics were last read', p99Ms / 1000),
    ];
  };
}
