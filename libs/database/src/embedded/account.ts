// Postgres refuses to run as root. This says as whom the embedded server runs when we are: whoever owns its data already, else
// user `postgres`, else `nobody`.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { DatabaseError } from '../errors.js';

export interface Account { uid: number; gid: number }

/** `data`: where its data may lie. Undefined when we are not root (or on Windows): the server then runs as ourselves. */
export function serverAccount(data: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = data.map(ownerOf).find(Boolean) ?? lookUp('postgres') ?? lookUp('nobody');
  if (account) return account;
  throw new DatabaseError('embedded', 'Postgres does not run as root, and there is neither a user "postgres" nor "nobody" here. Start as another user, or set DATABASE_URL.');
}

function ownerOf(path: string): Account | undefined {
  if (!existsSync(path)) return undefined;
  const { uid, gid } = statSync(path);
  return uid === 0 ? undefined : { uid, gid };
}

function lookUp(name: string): Account | undefined {
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}
