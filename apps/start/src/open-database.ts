// The database of this installation, ready to be used: DATABASE_URL's or the embedded one, migrated to this version.
import { DatabaseError } from '#database/errors';
import { joinEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from '#database/embedded/embedded-postgres';
import { migrate } from '#database/migrate';

export interface OpenDatabase {
  url: string;
  /** Where the data is, for people: a host and a name, or a directory. */
  place: string;
  /** Stops the embedded server, if it is ours to stop. */
  close(): Promise<void>;
}

interface Settings { DATABASE_URL: string | undefined; DATA_DIR: string }

/** For the serving process, which owns the embedded server. Throws DatabaseError. */
export function openDatabase(settings: Settings): Promise<OpenDatabase> {
  return open(settings, startEmbeddedPostgres);
}

/** For a command that may run beside the serving process. Throws DatabaseError. */
export function joinDatabase(settings: Settings): Promise<OpenDatabase> {
  return open(settings, joinEmbeddedPostgres);
}

async function open(settings: Settings, embedded: (dataDirectory: string) => Promise<EmbeddedPostgres>): Promise<OpenDatabase> {
  if (settings.DATABASE_URL !== undefined) return openGiven(settings.DATABASE_URL);
  const postgres = await embedded(settings.DATA_DIR);
  try {
    await migrate(postgres.url);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { url: postgres.url, place: `embedded Postgres in ${postgres.data}`, close: () => postgres.stop() };
}

async function openGiven(url: string): Promise<OpenDatabase> {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`; // without user and password
  try {
    await migrate(url);
  } catch (error) {
    if (!(error instanceof DatabaseError) || (error.kind !== 'unavailable' && error.kind !== 'rejected')) throw error;
    const problem = error.kind === 'unavailable' ? 'cannot be reached' : 'does not let us in';
    throw new DatabaseError(error.kind, `The database at ${place} ${problem} (${error.message}). Check DATABASE_URL, or unset it to use the embedded one.`, { cause: error });
  }
  return { url, place, close: async () => undefined };
}
