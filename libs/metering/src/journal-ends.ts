// The far side of the journal: Postgres for its rows, the log for what has to be known.
import { Logger } from '@nestjs/common';
import type { JournalRowRepository } from '#database/journal-rows';
import type { LedgerRepository } from '#database/ledger';
import type { JournalEnds } from './journal/journal.js';
import type { RowEntry } from './journal/entries.js';
import type { Replays } from './replays.js';
import { wordFor } from './word-for-outage.js';

export function journalEnds(rows: JournalRowRepository, ledger: LedgerRepository, replays?: Replays): JournalEnds {
  const logger = new Logger('Journal');
  return {
    write: (entries) => rows.insert({
      attempts: entries.flatMap((entry) => (entry.kind === 'settled' ? [entry.row] : [])),
      requests: entries.flatMap((entry) => (entry.kind === 'request' ? [entry.row] : [])),
    }),
    countMissing: (...asked) => ledger.countMissing(...asked),
    onOutage: (error) => logger.warn(`Usage cannot be brought to the ledger (${wordFor(error)}); it waits in the journal`),
    onUnstorable: (entry) => logger.error(unstorable(entry)),
    warn: (message) => logger.warn(message),
    onReplayed: (entries) => replays?.tell(entries.flatMap((entry) => (entry.kind === 'settled' ? [entry.row] : []))),
  };
}

/** A row of the ledger whole, from where it can still be entered: it holds figures and ids, nothing of what was said. */
function unstorable(entry: RowEntry): string {
  if (entry.kind === 'request') return `The row of request ${entry.row.id} cannot be stored`;
  return `The ledger cannot store this row: ${JSON.stringify(entry.row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`;
}
