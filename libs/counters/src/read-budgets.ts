// How the budgets of the proxies stand, for whoever shows them: asks the server of REDIS_URL, and is no process that counts.
import { Redis } from 'ioredis';
import type { BudgetState } from './budget-store.js';
import { RedisBudgets } from './redis-budgets.js';
import { proxiesPrefix } from './redis-counters.js';

const answerWithinMs = 1000;
const hangUpWithinMs = 250;

export interface BudgetReader {
  /** Null: unknown, or the server is away. */
  state(window: string, nowMs: number): Promise<BudgetState | null>;
  /** Ids of requests for which something is held. The same. */
  holds(nowMs: number): Promise<string[] | null>;
  close(): Promise<void>;
}

/** Without REDIS_URL it knows nothing. Connects at the first question. */
export function readBudgets(redisUrl: string | undefined, prefix = proxiesPrefix): BudgetReader {
  if (redisUrl === undefined) return { state: () => Promise.resolve(null), holds: () => Promise.resolve(null), close: () => Promise.resolve() };
  const redis = new Redis(redisUrl, {
    lazyConnect: true, connectTimeout: answerWithinMs, commandTimeout: answerWithinMs, disconnectTimeout: hangUpWithinMs, maxRetriesPerRequest: 1,
  });
  redis.on('error', () => undefined); // what cannot be asked is unknown
  const budgets = new RedisBudgets(redis, prefix);
  return {
    state: (window, nowMs) => budgets.state(window, nowMs).catch(() => null),
    holds: (nowMs) => budgets.holds(nowMs).catch(() => null),
    close: () => Promise.resolve(redis.disconnect()),
  };
}
