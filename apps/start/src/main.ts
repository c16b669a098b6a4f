// `npm start`: everything in one process. This file is its edge to the system: environment, terminal, signals, exit codes.
import { loadEnvFile } from '#server/env/load-env-file';
import { describeFailure } from './describe-failure.js';
import { readStartEnv, type StartEnv } from './env.js';
import { start } from './start.js';
import { stopOnSignals } from './stop-on-signals.js';

let env: StartEnv | undefined;
try {
  loadEnvFile();
  env = readStartEnv(process.env);
  const starting = start(env);
  stopOnSignals(starting);
  const { greeting } = await starting;
  process.stdout.write(`${greeting}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error, env)}\n`);
  process.exit(1);
}
