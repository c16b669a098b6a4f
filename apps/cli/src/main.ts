// `aiproxy …`: the edge between run.ts and the system.
import { loadEnvFile } from '#server/env/load-env-file';
import { run } from './run.js';

// `aiproxy key list | head`: whoever reads has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

loadEnvFile();
const { env, stdin, stdout, stderr } = process;
process.exitCode = await run(process.argv.slice(2), { env, stdin, stdout, stderr, isTerminal: stdin.isTTY && stderr.isTTY, now: () => new Date() });
