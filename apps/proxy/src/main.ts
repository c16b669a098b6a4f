// A proxy of its own, beside an external PostgreSQL that the migrations have prepared. `npm start` does not come this way.
import { DatabaseError } from '#database/errors';
import { EnvError } from '#server/env/read-env';
import { createProxy } from './create-proxy.js';
import { readProxyEnv } from './env.js';
import { tellMetrics } from './metrics/tell-metrics.js';

/** One readable line instead of a stack: whoever starts a server reads it in a terminal or a container's log. */
function giveUp(error: unknown): never {
  const known = error instanceof EnvError || error instanceof DatabaseError || (error as NodeJS.ErrnoException).syscall === 'listen';
  process.stderr.write(known ? `${(error as Error).message}\n` : `The proxy could not start: ${String(error)}\n`);
  process.exit(1);
}

try {
  const env = readProxyEnv(process.env);
  if (env.DATABASE_URL === undefined) throw new EnvError('DATABASE_URL must name the PostgreSQL database. `npm start` brings one of its own.');
  const proxy = await createProxy(env, env.DATABASE_URL);
  await proxy.listen(env.PORT, env.HOST);
  // Until the process ends: what a stop has still to write can be seen.
  await tellMetrics(proxy.metrics, env, (message) => void process.stderr.write(`${message}\n`));
  const stop = () => void proxy.close().then(() => process.exit(0), giveUp);
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  giveUp(error);
}
