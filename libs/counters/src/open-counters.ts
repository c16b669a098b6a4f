// The counters of a process: shared with the others where REDIS_URL names a server, otherwise its own.
import { InProcessCounters } from './in-process-counters.js';
import { SharedCounters } from './shared-counters.js';

export interface OpenOptions {
  redisUrl: string | undefined;
  /** Of all keys; processes with another one count apart. */
  prefix?: string;
  /** Told once per change of the state, without any secret. */
  logger: Record<'info' | 'warn', (facts: object, message: string) => void>;
}

/** A server that cannot be reached is no reason not to start: limits are then counted in shares, and the log says so. */
export async function openCounters({ redisUrl, prefix, logger }: OpenOptions): Promise<InProcessCounters | SharedCounters> {
  if (redisUrl === undefined) return new InProcessCounters();
  return SharedCounters.open({
    url: redisUrl,
    ...(prefix !== undefined && { prefix }),
    onChange: ({ isShared, processes, reason }) => {
      if (isShared) logger.info({ processes }, 'the server of REDIS_URL is there again: limits are counted together');
      else logger.warn({ processes, reason }, 'the server of REDIS_URL cannot be reached: this process allows its share of each limit');
    },
  });
}

export async function closeCounters(counters: InProcessCounters | SharedCounters): Promise<void> {
  if (counters instanceof SharedCounters) await counters.close();
}

/** Whether limits hold as they are set: false while a process allows its share of them. */
export function isCountingShared(counters: unknown): boolean {
  return !(counters instanceof SharedCounters) || counters.isShared;
}
