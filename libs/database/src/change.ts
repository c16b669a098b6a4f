// One change of the configuration or of people: everything in it takes effect together, with its rows of the audit log, or nothing
// does. Changes are made one after the other, so none decides on something that another is just changing.
import type { Client, Database } from './database.js';
import { appendAudit, type AuditNote } from './append-audit.js';
import type { ManagedBy } from './records.js';
import { locks } from './session.js';

/** Who changes something, and from where. `kind` `system` is AIProxy itself, at a start or on somebody's command line. */
export interface Author {
  kind: 'member' | 'system';
  id: string | null;
  name: string;
  via: 'session' | 'token' | 'start' | 'command' | 'public';
  address: string | null;
  client: string | null;
  requestId: string | null;
}

/** The author of what AIProxy does by itself. */
export const systemAuthor = (via: 'start' | 'command'): Author => ({
  kind: 'system', id: null, name: 'AIProxy', via, address: null, client: null, requestId: null,
});

/** Open while `work` of `makeChange` runs. Repositories write through `client` and say with `note` what they did. */
export class Change {
  readonly notes: AuditNote[] = [];

  /** `manages`: whose rows it may change, and whose those are that it makes. `file` is the configuration file: it may take over any. */
  constructor(readonly client: Client, readonly author: Author, readonly at: Date, readonly manages: ManagedBy) {}

  /** `before` and `after` as the API shows the resource: plain values, never a secret or a hash. Null: there was, or is, none. */
  note(note: AuditNote): void {
    this.notes.push(note);
  }
}

/** `listener` is called after each committed change; the change is not over before it is done. */
export type ChangeListener = () => Promise<void>;

/** A file makes thousands of rows in one change, a few milliseconds each. */
const timeoutsMs: Record<ManagedBy, number> = { api: 30_000, file: 300_000 };

/** Rejects with DatabaseError, or with what `work` throws; nothing has changed then. */
export async function makeChange<T>(
  database: Database, { author, at, manages }: Pick<Change, 'author' | 'at' | 'manages'>, work: (change: Change) => Promise<T>,
): Promise<T> {
  return database.inTransaction(async (client) => {
    await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.change})`;
    const change = new Change(client, author, at, manages);
    const result = await work(change);
    await appendAudit(client, change.author, at, change.notes);
    return result;
  }, 'ReadCommitted', timeoutsMs[manages]); // the lock is waited for inside: an older view of the tables would miss what the one before changed
}
