// The migrations alone, as a step of their own before proxies of a new version start (docker-compose.yml). `npm start` does the same.
import { readStartEnv } from './env.js';
import { EnvError } from '#server/env/read-env';
import { describeFailure } from './describe-failure.js';
import { openDatabase } from './open-database.js';

try {
  const env = readStartEnv(process.env);
  if (env.DATABASE_URL === undefined) throw new EnvError('DATABASE_URL must name the PostgreSQL database to migrate.');
  const database = await openDatabase(env);
  process.stdout.write(`The database at ${database.place} is ready for this version.\n`);
  await database.close();
} catch (error) {
  process.stderr.write(`${describeFailure(error, undefined)}\n`);
  process.exit(1);
}
