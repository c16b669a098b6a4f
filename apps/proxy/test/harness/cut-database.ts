// An outage of the database that one proxy uses; the server it is on stays up for all the others.
import type { RunningProxy } from './start-proxy.js';

/** No connection stays, none can be made. Gives back what ends the outage. */
export async function cutDatabase(proxy: RunningProxy): Promise<() => Promise<unknown>> {
  const name = new URL(proxy.databaseUrl).pathname.slice(1);
  const elsewhere = new URL('/postgres', proxy.databaseUrl).href;
  const allow = (allowed: boolean) => proxy.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`, elsewhere);
  await allow(false);
  await proxy.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`, elsewhere);
  return () => allow(true);
}
