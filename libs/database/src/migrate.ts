// Brings a database to this version's schema, at every start. A database that is up to date is told by one query; only for a
// migration that is missing the schema engine is loaded (half a second).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationsList } from '#schema-engine';
import { asDatabaseError, DatabaseError } from './errors.js';
import { connect, locks, withSessionLock } from './session.js';

interface Migration { name: string; sql: string }

/**
 * Makes the database when it is not there, and applies what is missing; of several processes one does it and the others wait.
 * Gives the names of the migrations applied. Throws `unavailable`, `rejected`, or `migration` for one that fails or failed before.
 */
export async function migrate(url: string): Promise<string[]> {
  await makeDatabase(url);
  const directory = join(findProjectRoot(import.meta.dirname), 'prisma', 'migrations');
  const migrations = readMigrations(directory);
  return withSessionLock(url, locks.migrate, async (client) => {
    const { rows: [{ exists }] } = await client.query<{ exists: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
    const { rows } = exists ? await client.query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL') : { rows: [] };
    const applied = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => applied.has(name)) ? [] : apply(url, migrations);
  });
}

async function apply(url: string, migrations: Migration[]): Promise<string[]> {
  const migrationsList: MigrationsList = {
    baseDir: 'prisma/migrations',
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } })),
  };
  const { openEngine } = await import('#schema-engine');
  const engine = await openEngine({ url });
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } });
    return appliedMigrationNames;
  } catch (error) {
    const known = asDatabaseError(error);
    throw known instanceof DatabaseError ? known : new DatabaseError('migration', describe(error as Error & { code?: string }), { cause: error });
  } finally {
    await engine.close();
  }
}

/** The engine's message of many lines as one. Codes: https://www.prisma.io/docs/orm/reference/error-reference */
function describe({ code, message }: Error & { code?: string }): string {
  if (code === 'P3005') return 'The database holds tables that are not of AIProxy. Give it a database of its own.';
  const name = /migration_name="([^"]+)"|The `([^`]+)` migration/.exec(message)?.slice(1).find(Boolean);
  if (code === 'P3009') return `The migration ${name} failed at an earlier start. Restore the database, or mend it and say so with "npx prisma migrate resolve".`;
  const reason = /ERROR: (.+)/.exec(message)?.[1] ?? message.split('\n')[0];
  return `The migration ${name} cannot be applied: ${reason}`;
}

function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().map((name) => ({ name, sql: readFileSync(join(directory, name, 'migration.sql'), 'utf8') }));
}

async function makeDatabase(url: string): Promise<void> {
  try {
    await (await connect(url)).end();
    return;
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error; // there is no database of that name
  }
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = '/postgres';
  const client = await connect(server.href);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw asDatabaseError(error); // another process was faster
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): string | undefined {
  const { cause = error } = error as { cause?: unknown };
  return (cause as { code?: string }).code;
}

/** The folder with package.json: the sources and their build lie at different depths below it. */
function findProjectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) || dirname(from) === from ? from : findProjectRoot(dirname(from));
}
