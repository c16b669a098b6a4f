// `npm test`: the database client, then Jest with whatever arguments were given. Suites bring their own Postgres (libs/database/test).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generateClient } from './build.mjs';

generateClient();
const jest = join(import.meta.dirname, '..', 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
