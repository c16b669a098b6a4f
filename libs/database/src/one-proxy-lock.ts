// Without a shared counter store only one proxy process may serve: each would count limits for itself. A session lock in
// Postgres tells a second one, on whatever machine it starts. Those that share their counters share the lock, too.
import type { Client } from 'pg';
import { DatabaseError } from './errors.js';
import { holdSessionLock, locks } from './session.js';

// The session of a process that was just killed or replaced ends a moment after it.
const formerLeavesWithinMs = 5000;
const retryMs = 1000;

export interface OneProxyLock { release(): Promise<void> }

/** `alone`: counts for itself, so nobody may serve beside it. `together`: only those that share their counters may. */
export type Company = 'alone' | 'together';

const refusals: Record<Company, string> = {
  alone: 'Another proxy process serves from this database. A second one needs REDIS_URL, so that both count limits together.',
  together: 'A proxy process without REDIS_URL serves from this database. All need the same REDIS_URL, so that they count limits together.',
};

/**
 * Throws `second-proxy` when a process that may not serve beside this one keeps the lock for `forMs`. A lock lost with its connection (Postgres restarted) is
 * taken again as soon as it can be; we serve on meanwhile, since nothing else would be gained by stopping.
 */
export async function takeOneProxyLock(url: string, company: Company, forMs = formerLeavesWithinMs): Promise<OneProxyLock> {
  let released = false;
  let timer: NodeJS.Timeout | undefined;
  let holder: Client | undefined;
  const take = async (patienceMs: number) => {
    const client = await holdSessionLock(url, locks.proxy, patienceMs, company === 'together' ? 'shared' : 'exclusive');
    if (!client) return false;
    if (released) await client.end();
    else holder = client.once('end', retake);
    return true;
  };
  const retake = () => {
    holder = undefined;
    if (released) return;
    timer = setTimeout(() => void take(0).then((taken) => taken || retake(), retake), retryMs).unref();
  };
  if (!(await take(forMs))) throw new DatabaseError('second-proxy', refusals[company]);
  return {
    release: async () => {
      released = true;
      clearTimeout(timer);
      await holder?.end();
    },
  };
}
