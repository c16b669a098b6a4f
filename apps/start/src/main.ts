// `npm start`: everything in one process. This file is its edge to the system: environment, terminal, signals, exit codes.
import { readProxyEnv, type ProxyEnv } from '#proxy/env';
import { describeFailure } from './describe-failure.js';
import { loadEnvFile } from './load-env-file.js';
import { start } from './start.js';
import { stopOnSignals } from './stop-on-signals.js';

let env: ProxyEnv | undefined;
try {
  loadEnvFile();
  env = readProxyEnv(process.env);
  const starting = start(env);
  stopOnSignals(starting);
  const { greeting } = await starting;
  process.stdout.write(`${greeting}\n`);
} catch (error) {
  process.stderr.write(`${describeFailure(error, env)}\n`);
  process.exit(1);
}
