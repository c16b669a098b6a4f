// An admin API of its own, beside an external PostgreSQL that the migrations have prepared. `npm start` does not come this way.
import { Database } from '#database/database';
import { DatabaseError } from '#database/errors';
import { EnvError } from '#server/env/read-env';
import { createAdmin } from './create-admin.js';
import { readAdminEnv } from './env.js';
import { ensureOwner } from './first-owner.js';

/** One readable line instead of a stack: whoever starts a server reads it in a terminal or a container's log. */
function giveUp(error: unknown): never {
  const known = error instanceof EnvError || error instanceof DatabaseError || (error as NodeJS.ErrnoException).syscall === 'listen';
  process.stderr.write(known ? `${(error as Error).message}\n` : `The admin API could not start: ${String(error)}\n`);
  process.exit(1);
}

try {
  const env = readAdminEnv(process.env);
  if (env.DATABASE_URL === undefined) throw new EnvError('DATABASE_URL must name the PostgreSQL database. `npm start` brings one of its own.');
  const admin = await createAdmin(env, env.DATABASE_URL);
  const port = await admin.listen(env.ADMIN_PORT, env.HOST);
  const database = new Database(env.DATABASE_URL);
  const { setupLink } = await ensureOwner(database, { ...env, ADMIN_PORT: port }, new Date()).finally(() => database.close());
  if (setupLink !== undefined) process.stdout.write(`There is no member yet. Whoever opens this becomes the owner; it works once, for a day: ${setupLink}\n`);
  const stop = () => void admin.close().then(() => process.exit(0), giveUp);
  process.once('SIGINT', stop).once('SIGTERM', stop);
} catch (error) {
  giveUp(error);
}
