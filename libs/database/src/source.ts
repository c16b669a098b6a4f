// Whose a model, an alias, a target or a price is: the catalogue's, an admin's or the configuration file's. The catalogue changes
// its own only; what somebody else changes is theirs from then on.
import type { Change } from './change.js';
import { requireChangeable } from './row-state.js';

export type Source = 'catalogue' | 'admin' | 'file';

/** Of what this change makes or touches. */
export const sourceOf = (change: Change): Source => (change.manages === 'file' ? 'file' : 'admin');

/** `requireChangeable` for rows with a source. */
export function requireOwn(change: Change, row: { source: string; version?: number }, version?: number): void {
  requireChangeable(change, { version: row.version ?? 0, managedBy: row.source === 'file' ? 'file' : 'api' }, version);
}
