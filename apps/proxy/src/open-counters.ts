// The counters of this proxy: shared with the other processes where REDIS_URL names a server, otherwise its own.
import type { Logger } from 'pino';
import { InProcessCounters } from '#counters/in-process-counters';
import { SharedCounters } from '#counters/shared-counters';

/** A server that cannot be reached is no reason not to start: limits are then counted in shares, and the log and readiness say so. */
export async function openCounters(redisUrl: string | undefined, logger: Logger): Promise<InProcessCounters | SharedCounters> {
  if (redisUrl === undefined) return new InProcessCounters();
  return SharedCounters.open({
    url: redisUrl,
    onChange: ({ isShared, processes, reason }) => {
      if (isShared) logger.info({ processes }, 'the server of REDIS_URL is there again: limits are counted together');
      else logger.warn({ processes, reason }, 'the server of REDIS_URL cannot be reached: this process allows its share of each limit');
    },
  });
}

/** Whether limits hold as they are set: false while a process allows its share of them. */
export function isCountingShared(counters: unknown): boolean {
  return !(counters instanceof SharedCounters) || counters.isShared;
}
