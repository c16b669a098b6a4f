// The numbers of our advisory locks, on one page so that no two mean the same, and the ways of taking one for a session.
import { Client, type ClientConfig } from 'pg';
import { asDatabaseError } from './errors.js';

export const locks = {
  migrate: 7_310_001, partitions: 7_310_002, proxy: 7_310_003, serverOwner: 7_310_004, testTemplate: 7_310_005, change: 7_310_006,
  /** Shared by whoever writes rows of the ledger, until the end of that transaction; alone for what decides where rows count. */
  ledger: 7_310_007,
  /** Whoever proves the ledger. */
  ledgerProof: 7_310_008,
  /** Whoever makes sums of the ledger anew. */
  rebuild: 7_310_009,
} as const;

/** Runs `work` while holding a session lock on a connection of its own; waits until it is free. */
export async function withSessionLock<T>(url: string, lock: number, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    return await work(client);
  } catch (error) {
    throw asDatabaseError(error);
  } finally {
    await client.end().catch(() => undefined); // ending the session frees the lock
  }
}

/**
 * Takes a session lock, trying for `forMs` milliseconds; undefined when another session keeps it. The client holds it until it ends.
 * A shared one lets other shared ones stand beside it.
 */
export async function holdSessionLock(url: string, lock: number, forMs: number, kind: 'exclusive' | 'shared' = 'exclusive'): Promise<Client | undefined> {
  const attempt = kind === 'shared' ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
  const client = await connect(url);
  const lastTry = performance.now() + forMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`SELECT ${attempt}($1) AS taken`, [lock]).catch((error: unknown) => {
      throw asDatabaseError(error); // the connection broke
    });
    if (rows[0].taken) return client;
    if (performance.now() >= lastTry) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await client.end();
  return undefined;
}

/** One connection outside of any pool. Throws `unavailable` or `rejected`. */
export async function connect(url: string, options: ClientConfig = {}): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true, ...options });
  client.on('error', () => undefined); // a lost idle connection shows at its next query
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw asDatabaseError(error);
  }
}
