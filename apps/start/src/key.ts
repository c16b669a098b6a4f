// `npm run key`: mints one more key for the first project and prints it. Works beside a running AIProxy, which knows the key at once.
import { loadEnvFile } from '#server/env/load-env-file';
import { readStartEnv } from './env.js';
import { describeFailure } from './describe-failure.js';
import { firstProject, mintForFirstProject } from './first-boot.js';
import { joinDatabase } from './open-database.js';

try {
  loadEnvFile();
  const database = await joinDatabase(readStartEnv(process.env));
  const secret = await mintForFirstProject(database.url, new Date()).finally(() => database.close());
  if (secret === undefined) {
    process.stderr.write(`There is no project "${firstProject}". \`npm start\` makes it.\n`);
    process.exit(1);
  }
  process.stdout.write(`${secret}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error, undefined)}\n`);
  process.exit(1);
}
