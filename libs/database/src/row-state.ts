// What a change asks of a row before it touches it: that it is there, that it may be changed, and that it is still what the change
// was made for.
import type { Change } from './change.js';
import { DatabaseError } from './errors.js';

export function missing(resource: string): never {
  throw new DatabaseError('missing', `There is no such ${resource}.`);
}

/** `version` undefined: whatever is there is to be changed. Throws `file-managed`, `stale`. */
export function requireChangeable(change: Change, row: { version: number; managedBy?: string }, version?: number): void {
  if (row.managedBy === 'file' && change.manages !== 'file') {
    throw new DatabaseError('file-managed', 'The configuration file has this in its hands. Change it there.');
  }
  if (version !== undefined && row.version !== version) throw new DatabaseError('stale', `It was changed meanwhile: its version is ${row.version}.`);
}
