// The few commands that ask no API: they stand on the machine of AIProxy and open its database, which is right enough.
import { existsSync } from 'node:fs';
import { Database } from '#database/database';
import { joinEmbeddedPostgres } from '#database/embedded/embedded-postgres';
import { readEnv } from '#server/env/read-env';
import { CliError } from '../failure.js';

/** DATABASE_URL's database or the embedded one of DATA_DIR, beside a running AIProxy or without it; closed when `work` is done. Migrates nothing. */
export async function withInstallation<T>(env: NodeJS.ProcessEnv, work: (database: Database) => Promise<T>): Promise<T> {
  const { url, close } = await join(readEnv(env));
  const database = new Database(url);
  try {
    return await work(database);
  } catch (error) {
    throw hasNoTable(error) ? new CliError('The database is not that of this version. Starting AIProxy brings it up to date.', { cause: error }) : error;
  } finally {
    await database.close();
    await close();
  }
}

async function join({ DATABASE_URL, DATA_DIR }: { DATABASE_URL: string | undefined; DATA_DIR: string }) {
  if (DATABASE_URL !== undefined) return { url: DATABASE_URL, close: async () => undefined };
  if (!existsSync(DATA_DIR)) throw new CliError(`There is no AIProxy here: neither DATABASE_URL nor a directory ${DATA_DIR} (DATA_DIR). Run this where \`npm start\` runs.`);
  const postgres = await joinEmbeddedPostgres(DATA_DIR);
  return { url: postgres.url, close: () => postgres.stop() };
}

/** Prisma's and Postgres's codes for a table or column that is not there. */
const hasNoTable = (error: unknown) => ['P2021', 'P2022', '42P01', '42703'].includes((error as { code?: string }).code ?? '');
