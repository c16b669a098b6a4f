// Brings rows to Postgres, however long it is away: for the drain of this process and for the journals of dead ones.
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '#database/errors';
import type { RowEntry } from './entries.js';

const firstRetryMs = 200;
const lastRetryMs = 2_000;

/** What it stands on: a write that is all or nothing and may be repeated, and who is told when one fails. */
export interface RowEnds {
  /** Writes rows, skipping those that are there already: a batch is repeated when its answer got lost. Gives the number of new ones. */
  write(rows: RowEntry[]): Promise<number>;
  /** Postgres is away, or the write fails for another reason that is no row's: the same rows are tried until it works. Called once per outage. */
  onOutage(error: unknown): void;
  /** Postgres cannot store this row, whatever its neighbours: it is passed over, so that it does not hold up all others. */
  onUnstorable(row: RowEntry): void;
}

/**
 * Writes the rows together; halves what cannot be stored until it is known which row it is. Gives the number of new ones; rejects only
 * when `signal` is aborted.
 */
export async function writeRows(ends: RowEnds, rows: RowEntry[], signal: AbortSignal): Promise<number> {
  if (rows.length === 0) return 0;
  const written = await writeUntilAnswered(ends, rows, signal);
  if (written !== 'unstorable') return written;
  if (rows.length === 1) {
    ends.onUnstorable(rows[0]);
    return 0;
  }
  const middle = Math.ceil(rows.length / 2);
  return await writeRows(ends, rows.slice(0, middle), signal) + await writeRows(ends, rows.slice(middle), signal);
}

/** Repeats the write, at growing distances, until the rows are there or are known to be unstorable. */
async function writeUntilAnswered(ends: RowEnds, rows: RowEntry[], signal: AbortSignal): Promise<number | 'unstorable'> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
    signal.throwIfAborted();
    try {
      return await ends.write(rows);
    } catch (error) {
      if (error instanceof DatabaseError && error.kind === 'unstorable') return 'unstorable';
      if (retryMs === firstRetryMs) ends.onOutage(error);
      await wait(retryMs, undefined, { signal });
    }
  }
}
