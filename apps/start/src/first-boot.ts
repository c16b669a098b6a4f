// What a fresh installation starts with, and how one more key is made: the first caller should need nothing but what `npm start` prints.
import { permissions } from '#access/grants';
import { mintKey } from '#access/key';
import { ensureOwner } from '#admin/first-owner';
import { systemAuthor } from '#database/change';
import { Database } from '#database/database';
import { keyStateOf } from '#database/key-filter';
import { KeyRepository, type NewKey } from '#database/keys';
import { ProjectRepository } from '#database/projects';
import { TierRepository } from '#database/tiers';

export const firstProject = 'default';
const firstTier = { name: 'standard', requestsPerMinute: 1000, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };
const allPermissions = permissions.map(({ id }) => id);

/** The first key: its secret on the very first start, its last four characters (if it still works) on later ones. */
export interface FirstKey { secret?: string; last4?: string }

/** Makes tier, project and key when there is no project yet, all or nothing. Throws DatabaseError. */
export async function firstBoot(databaseUrl: string, now: Date): Promise<FirstKey> {
  return withDatabase(databaseUrl, async (database) => {
    const { secret, ...stored } = mintKey();
    if (await makeFirst(database, now, { ...stored, name: 'first key', permissions: allPermissions })) return { secret };
    const project = await new ProjectRepository(database).findByName(firstProject);
    const keys = project ? await new KeyRepository(database).listByProject(project.id) : [];
    return { last4: keys.find((key) => keyStateOf(key, now) === 'active')?.last4 };
  });
}

/** Tier and project alone: for whoever shows a key to nobody. False when there is any project already. Throws DatabaseError. */
export function firstProjectWithoutKey(databaseUrl: string, now: Date): Promise<boolean> {
  return withDatabase(databaseUrl, (database) => makeFirst(database, now));
}

/** Makes the first owner, or gives the link by which somebody becomes it. Throws EnvError, DatabaseError. */
export function firstOwner(databaseUrl: string, env: Parameters<typeof ensureOwner>[1], now: Date): Promise<{ setupLink?: string }> {
  return withDatabase(databaseUrl, (database) => ensureOwner(database, env, now));
}

/** False when there is any project already. Of two first starts, one is first. */
async function makeFirst(database: Database, now: Date, key?: Omit<NewKey, 'projectId'>): Promise<boolean> {
  const [tiers, projects, keys] = [new TierRepository(database), new ProjectRepository(database), new KeyRepository(database)];
  return database.change(systemAuthor('start'), now, async (change) => {
    if (!(await projects.areNone(change))) return false;
    const { id: tierId } = (await tiers.findByName(firstTier.name)) ?? (await tiers.create(change, firstTier));
    const { id: projectId } = await projects.create(change, { name: firstProject, tierId });
    if (key) await keys.create(change, { ...key, projectId });
    return true;
  });
}

/** One more key with all permissions for the first project; gives its secret. Undefined when there is no such project. */
export async function mintForFirstProject(databaseUrl: string, now: Date): Promise<string | undefined> {
  return withDatabase(databaseUrl, async (database) => {
    const project = await new ProjectRepository(database).findByName(firstProject);
    if (!project) return undefined;
    const { secret, ...stored } = mintKey();
    const name = `made on ${now.toISOString().slice(0, 10)}`;
    await database.change(systemAuthor('command'), now, (change) =>
      new KeyRepository(database).create(change, { ...stored, projectId: project.id, name, permissions: allPermissions }));
    return secret;
  });
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
