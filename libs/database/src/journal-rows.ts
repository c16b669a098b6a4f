// A batch of a journal on its way into the ledger and the request rows: one transaction, all or nothing.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { insertLedgerRows } from './ledger.js';
import type { LedgerRecord } from './records.js';
import type { RequestRecord } from './request-row.js';
import { insertRequestRows } from './requests.js';

export interface JournalRows { attempts: readonly LedgerRecord[]; requests: readonly RequestRecord[] }

@Injectable()
export class JournalRowRepository {
  constructor(private readonly database: Database) {}

  /** Rows that are there already are left as they are. Gives the number of new ones. */
  insert({ attempts, requests }: JournalRows): Promise<number> {
    return this.database.inTransaction(
      async (client) => await insertLedgerRows(client, attempts) + await insertRequestRows(client, requests), 'ReadCommitted',
    );
  }
}
