import { JournalRowRepository } from '#database/journal-rows';
import { LedgerRepository } from '#database/ledger';
import { Database } from '#database/database';
import { openJournal } from './open-journal.js';

it('a data directory that cannot be written stops the start with one line that names it', async () => {
  const database = new Database('postgresql://nobody@127.0.0.1:1/none');
  const opened = openJournal({ DATA_DIR: __filename, JOURNAL_MAX_BYTES: 2 ** 20, JOURNAL_FULL: 'refuse' }, new JournalRowRepository(database), new LedgerRepository(database));
  await expect(opened).rejects.toMatchObject({ name: 'EnvError', message: expect.stringMatching(/open-journal\.spec\.ts\/journal \((ENOTDIR|EEXIST)\).*DATA_DIR/) });
});
