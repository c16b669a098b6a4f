// What a fresh installation starts with, and how one more key is made: the first caller should need nothing but what `npm start` prints.
import { permissions } from '#access/grants';
import { mintKey } from '#access/key';
import { Database } from '#database/database';
import { KeyRepository } from '#database/keys';
import { ProjectRepository } from '#database/projects';

export const firstProject = 'default';
const firstTier = { name: 'standard', requestsPerMinute: 1000, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };

/** The first key: its secret on the very first start, its last four characters (if it still works) on later ones. */
export interface FirstKey { secret?: string; last4?: string }

/** Makes tier, project and key when there is no project yet. Throws DatabaseError. */
export async function firstBoot(databaseUrl: string, now: Date): Promise<FirstKey> {
  return withDatabase(databaseUrl, async (database) => {
    const projects = new ProjectRepository(database);
    const { secret, ...stored } = mintKey();
    const key = { ...stored, name: 'first key', permissions: permissions.map(({ id }) => id) };
    if (await projects.createFirst({ tier: firstTier, project: { name: firstProject }, key })) return { secret };
    const project = await projects.findByName(firstProject);
    const keys = project ? await new KeyRepository(database).listByProject(project.id) : [];
    const usable = keys.find(({ revokedAt, disabledAt, expiresAt }) => !revokedAt && !disabledAt && (!expiresAt || expiresAt > now));
    return { last4: usable?.last4 };
  });
}

/** One more key with all permissions for the first project; gives its secret. Undefined when there is no such project. */
export async function mintForFirstProject(databaseUrl: string, now: Date): Promise<string | undefined> {
  return withDatabase(databaseUrl, async (database) => {
    const project = await new ProjectRepository(database).findByName(firstProject);
    if (!project) return undefined;
    const { secret, ...stored } = mintKey();
    const name = `made on ${now.toISOString().slice(0, 10)}`;
    await new KeyRepository(database).create({ ...stored, projectId: project.id, name, permissions: permissions.map(({ id }) => id) });
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
