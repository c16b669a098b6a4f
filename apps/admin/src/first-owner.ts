// What a start does for an installation without members: makes the owner that the environment names, or a link by which whoever reads the
// terminal becomes the owner.
import { isEmail } from 'class-validator';
import { passwordProblem } from '#access/password';
import { mintToken } from '#access/token';
import { systemAuthor } from '#database/change';
import type { Database } from '#database/database';
import { MemberRepository } from '#database/members';
import { SetupRepository } from '#database/setup';
import { EnvError } from '#server/env/read-env';
import type { AdminEnv } from './env.js';
import { adminUrl } from './http/admin-url.js';
import { hashPassword } from './session/passwords.js';

type Settings = Pick<AdminEnv, 'ADMIN_EMAIL' | 'ADMIN_PASSWORD' | 'ADMIN_URL' | 'HOST' | 'ADMIN_PORT'>;

const linkMs = 24 * 3_600_000;

/**
 * `setupLink` is to be shown once, to whoever started this; each start without members gives a new one. Give it the port that is listened
 * on. Of two starts at once one makes the owner. Throws EnvError.
 */
export async function ensureOwner(database: Database, env: Settings, now: Date): Promise<{ setupLink?: string }> {
  if (await new SetupRepository(database).hasMembers()) return {};
  const owner = ownerOf(env);
  return owner ? makeOwner(database, owner, now) : makeLink(database, env, now);
}

async function makeOwner(database: Database, { email, password }: { email: string; password: string }, now: Date): Promise<{ setupLink?: string }> {
  const passwordHash = await hashPassword(password);
  await database.change(systemAuthor('start'), now, async (change) => {
    if (await new SetupRepository(database).hasMembersIn(change)) return;
    await new MemberRepository(database).create(change, { email, name: email.slice(0, email.indexOf('@')), role: 'owner', passwordHash });
  });
  return {};
}

async function makeLink(database: Database, env: Settings, now: Date): Promise<{ setupLink?: string }> {
  const { secret, hash } = mintToken();
  const isMade = await database.change(systemAuthor('start'), now, async (change) => {
    const setup = new SetupRepository(database);
    if (await setup.hasMembersIn(change)) return false;
    await setup.replaceLink(change, { hash, expiresAt: new Date(now.getTime() + linkMs) });
    return true;
  });
  // Behind `#`: no server on the way, and no log, sees it.
  return isMade ? { setupLink: `${adminUrl(env)}/setup#${secret}` } : {};
}

/** Undefined: none is named. */
function ownerOf({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Settings): { email: string; password: string } | undefined {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined) throw new EnvError('ADMIN_EMAIL must be set beside ADMIN_PASSWORD: the address of the first owner.');
  if (password === undefined) throw new EnvError('ADMIN_PASSWORD must be set beside ADMIN_EMAIL: the password of the first owner. Without either a setup link is printed.');
  if (!isEmail(email)) throw new EnvError('ADMIN_EMAIL must be an e-mail address.');
  const problem = passwordProblem(password, { email });
  if (problem !== undefined) throw new EnvError(`ADMIN_PASSWORD ${problem}.`);
  return { email, password };
}
