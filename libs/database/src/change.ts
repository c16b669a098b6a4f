// One change of the configuration or of people: everything in it takes effect together, with its rows of the audit log, or nothing
// does. Changes are made one after the other, so none decides on something that another is just changing.
import { appendAudit, type AuditNote } from './append-audit.js';
import type { Author } from './author.js';
import type { Client } from './client.js';
import type { ManagedBy } from './records.js';
import { locks } from './session.js';

export { systemAuthor, type Author } from './author.js';

/** Open while the work of one change runs. Repositories write through `client` and say with `note` what they did. */
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
export const changeTimeoutsMs: Record<ManagedBy, number> = { api: 30_000, file: 300_000 };

/** Inside a transaction that sees what is committed by the time of each question: the lock is waited for in it. */
export async function runChange<T>(
  client: Client, { author, at, manages }: Pick<Change, 'author' | 'at' | 'manages'>, work: (change: Change) => Promise<T>,
): Promise<T> {
  await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.change})`;
  const change = new Change(client, author, at, manages);
  const result = await work(change);
  await appendAudit(client, author, at, change.notes);
  return result;
}
