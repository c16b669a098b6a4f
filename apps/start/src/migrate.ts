// The migrations alone, as a step of their own before proxies of a new version start (docker-compose.yml). `npm start` does the same.
import { migrate } from '#database/migrate';
import { readProxyEnv } from '#proxy/env';
import { EnvError } from '#server/env/read-env';
import { describeFailure } from './describe-failure.js';

try {
  const { DATABASE_URL } = readProxyEnv(process.env);
  if (DATABASE_URL === undefined) throw new EnvError('DATABASE_URL must name the PostgreSQL database to migrate.');
  const applied = await migrate(DATABASE_URL);
  process.stdout.write(applied.length > 0 ? `Applied: ${applied.join(', ')}\n` : 'Nothing to apply.\n');
} catch (error) {
  process.stderr.write(`${describeFailure(error, undefined)}\n`);
  process.exit(1);
}
