// A database of its own for every suite that needs one. The embedded server is brought up by the first suite that asks and shared
// by all workers of one jest run; each database is a copy of one migrated template (30 ms).
import { randomUUID } from 'node:crypto';
import { bringUpServer } from '../src/embedded/server.js';
import { migrate } from '../src/migrate.js';
import { connect, locks, withSessionLock } from '../src/session.js';

const template = 'template_migrated';
// Nothing here has to survive a power cut.
const settings = ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'max_connections = 300'];

export interface FreshDatabase { url: string; drop: () => Promise<void> }

/** Empty but migrated. Drop it in `afterAll`; connections still open to it are cut. */
export function freshDatabase(): Promise<FreshDatabase> {
  return emptyDatabase(template);
}

/** A database that nobody migrated (with `from`, a copy of that one). */
export async function emptyDatabase(from = 'template1'): Promise<FreshDatabase> {
  const directory = process.env.AIPROXY_TEST_SERVER;
  if (!directory) throw new Error('jest.config.mjs sets no globalSetup');
  const server = await bringUpServer(directory, settings);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withSessionLock(server.urlOf('postgres'), locks.testTemplate, async (client) => {
    if (from === template) await migrate(server.urlOf(template));
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  });
  const drop = async () => {
    const client = await connect(server.urlOf('postgres'));
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
  };
  return { url: server.urlOf(name), drop };
}
