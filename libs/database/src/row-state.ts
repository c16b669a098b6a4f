// What a change asks of a row before it touches it: that it is there, and that it is still what the change was made for.
import { DatabaseError } from './errors.js';

export function missing(resource: string): never {
  throw new DatabaseError('missing', `There is no such ${resource}.`);
}

/** `version` undefined: whatever is there is to be changed. Throws `stale`. */
export function requireVersion(row: { version: number }, version: number | undefined): void {
  if (version !== undefined && row.version !== version) throw new DatabaseError('stale', `It was changed meanwhile: its version is ${row.version}.`);
}
