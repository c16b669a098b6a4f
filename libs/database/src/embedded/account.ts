// Postgres refuses to run as root. This says as whom the embedded server runs when we are: user `postgres`, else `nobody`.
import { execFileSync } from 'node:child_process';
import { DatabaseError } from '../errors.js';

export interface Account { name: string; uid: number; gid: number }

/** Undefined when we are not root (or on Windows): the server then runs as ourselves. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account) return account;
  throw new DatabaseError('embedded', 'Postgres does not run as root, and there is neither a user "postgres" nor "nobody" here. Start as another user, or set DATABASE_URL.');
}

function lookUp(name: string): Account | undefined {
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}
