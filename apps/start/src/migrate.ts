// The migrations alone, as a step of their own before proxies of a new version start (docker-compose.yml), and on an empty database a first
// project. `npm start` does the same. No key is made: whatever this prints is kept by logs.
import { readStartEnv } from './env.js';
import { EnvError } from '#server/env/read-env';
import { describeFailure } from './describe-failure.js';
import { firstProject, firstProjectWithoutKey } from './first-boot.js';
import { openDatabase } from './open-database.js';

try {
  const env = readStartEnv(process.env);
  if (env.DATABASE_URL === undefined) throw new EnvError('DATABASE_URL must name the PostgreSQL database to migrate.');
  const database = await openDatabase(env);
  process.stdout.write(`The database at ${database.place} is ready for this version.\n`);
  if (await firstProjectWithoutKey(database.url, new Date())) {
    process.stdout.write(`Its first project is "${firstProject}". A key for it: node dist/apps/start/src/key.js\n`);
  }
  await database.close();
} catch (error) {
  process.stderr.write(`${describeFailure(error, undefined)}\n`);
  process.exit(1);
}
