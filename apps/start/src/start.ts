// The order in which one process becomes the whole product, and the order in which it ends.
import { createAdmin } from '#admin/create-admin';
import { createProxy } from '#proxy/create-proxy';
import type { StartEnv } from './env.js';
import { firstBoot, firstOwner } from './first-boot.js';
import { renderGreeting } from './greeting.js';
import { openDatabase } from './open-database.js';

export interface Running {
  /** For the terminal. */
  greeting: string;
  /** Finishes requests, writes what they used, then stops the embedded Postgres. */
  stop(): Promise<void>;
}

/** Throws EnvError, DatabaseError or the system's error for listening; whatever was begun is stopped then. */
export async function start(env: StartEnv): Promise<Running> {
  const begun: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of begun.splice(0).toReversed()) await end();
  };
  try {
    const database = await openDatabase(env);
    begun.push(() => database.close());
    const proxy = await createProxy(env, database.url);
    begun.push(() => proxy.close());
    const admin = await createAdmin(env, database.url, () => proxy.refresh(), undefined, { budgets: proxy.budgets, metrics: proxy.metrics });
    begun.push(() => admin.close());
    const port = await proxy.listen(env.PORT, env.HOST);
    const adminPort = await admin.listen(env.ADMIN_PORT, env.HOST);
    const { setupLink } = await firstOwner(database.url, { ...env, ADMIN_PORT: adminPort }, new Date());
    // Last, when nothing keeps the greeting from being shown: it alone has the secret.
    const key = await firstBoot(database.url, new Date());
    await proxy.refresh();
    return { greeting: renderGreeting({ host: env.HOST, port, adminPort, place: database.place, key, setupLink }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
