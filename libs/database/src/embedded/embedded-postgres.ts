// The Postgres that `npm start` brings along when DATABASE_URL is not set. One process owns it and stops it; the owner holds a
// session lock in it, so that whoever finds it running knows an orphan from somebody else's.
import type { Client } from 'pg';
import { DatabaseError } from '../errors.js';
import { holdSessionLock, locks } from '../session.js';
import { bringUpServer, type Server } from './server.js';

const database = 'aiproxy';
// The session of a killed owner ends a moment after it.
const ownerLeavesWithinMs = 3000;

export interface EmbeddedPostgres {
  /** Of our database, which may not exist yet (migrating makes it). Holds the password: never print it. */
  url: string;
  /** The directory with the data, to tell the user. */
  data: string;
  stop(): Promise<void>;
}

/** Starts it, or adopts an orphan. Throws `embedded`, among others when another process owns it. */
export async function startEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedPostgres> {
  const server = await bringUpServer(dataDirectory);
  const owner = await holdSessionLock(server.urlOf('postgres'), locks.serverOwner, ownerLeavesWithinMs);
  if (!owner) {
    throw new DatabaseError('embedded', `AIProxy already runs on ${dataDirectory}. Stop it first, or set DATA_DIR to another directory.`);
  }
  return owned(server, owner);
}

/**
 * For a command beside the serving process: its server when it runs, whose end is left to its owner; else one of our own,
 * stopped when the command is done.
 */
export async function joinEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedPostgres> {
  const server = await bringUpServer(dataDirectory);
  const owner = await holdSessionLock(server.urlOf('postgres'), locks.serverOwner, 0);
  return owner ? owned(server, owner) : { ...facts(server), stop: async () => undefined };
}

function owned(server: Server, owner: Client): EmbeddedPostgres {
  const stop = async () => {
    await server.stop(); // with the lock still held, so that nobody adopts a server that is about to go
    await owner.end();
  };
  return { ...facts(server), stop };
}

const facts = (server: Server) => ({ url: server.urlOf(database), data: server.data });
