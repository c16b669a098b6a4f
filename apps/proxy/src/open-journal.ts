// The journal of this process, in the data directory. Where nothing can be written the start stops, not somebody's request.
import { join } from 'node:path';
import type { JournalRowRepository } from '#database/journal-rows';
import type { LedgerRepository } from '#database/ledger';
import { Journal } from '#metering/journal/journal';
import { journalEnds } from '#metering/journal-ends';
import type { Replays } from '#metering/replays';
import { EnvError } from '#server/env/read-env';
import type { ProxyEnv } from './env.js';

/** Rejects with EnvError. */
export async function openJournal(env: Pick<ProxyEnv, 'DATA_DIR' | 'JOURNAL_MAX_BYTES' | 'JOURNAL_FULL'>, rows: JournalRowRepository, ledger: LedgerRepository, replays?: Replays): Promise<Journal> {
  const root = join(env.DATA_DIR, 'journal');
  try {
    return await Journal.start({ root, maxBytes: env.JOURNAL_MAX_BYTES, whenFull: env.JOURNAL_FULL }, journalEnds(rows, ledger, replays));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new EnvError(`Usage cannot be written to ${root} (${code}). Give this user the right to, or set DATA_DIR to another directory.`);
  }
}
