// What proofs of the ledger found, and that no two of them run at a time, whoever asks for one on whatever machine.
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { newRowId } from '../row-id.js';
import { holdSessionLock, locks } from '../session.js';

/** `verdict`: what was found, as JSON; null while it is under way, and of one that did not come to an end (`finishedAt` tells). */
export interface LedgerProofRecord { id: string; startedAt: Date; finishedAt: Date | null; ok: boolean | null; verdict: unknown }

/** A proof that this process may run: nobody else does until it is ended. */
export interface StartedProof {
  record: LedgerProofRecord;
  /** `found` null: it broke off. */
  end(at: Date, found: { ok: boolean; verdict: object } | null): Promise<void>;
}

/** More than a year of nights. */
const kept = 400;

@Injectable()
export class LedgerProofRepository {
  constructor(private readonly database: Database) {}

  /** The youngest first. */
  list(limit: number): Promise<LedgerProofRecord[]> {
    return this.database.ask((client) => client.ledgerProof.findMany({ orderBy: { startedAt: 'desc' }, take: limit }));
  }

  /** The youngest that came to an end. */
  async last(): Promise<LedgerProofRecord | null> {
    return this.database.ask((client) => client.ledgerProof.findFirst({ where: { ok: { not: null } }, orderBy: { startedAt: 'desc' } }));
  }

  async find(id: string): Promise<LedgerProofRecord | null> {
    return this.database.ask((client) => client.ledgerProof.findUnique({ where: { id } }));
  }

  /** Undefined: another one is under way. The session that holds the lock ends with its process, and so does the claim. */
  async start(at: Date, isWanted: () => Promise<boolean> = () => Promise.resolve(true)): Promise<StartedProof | undefined> {
    const lock = await holdSessionLock(this.database.url, locks.ledgerProof, 0);
    if (!lock) return undefined;
    const release = () => lock.end().catch(() => undefined);
    try {
      if (!(await isWanted())) {
        await release();
        return undefined;
      }
      // Of processes that are gone: with the lock in our hands nobody is at them.
      await this.database.ask((client) => client.ledgerProof.updateMany({ where: { finishedAt: null }, data: { finishedAt: at } }));
      const record = await this.database.ask((client) => client.ledgerProof.create({ data: { id: newRowId(at), startedAt: at } }));
      return { record, end: (endedAt, found) => this.end(record.id, endedAt, found).finally(release) };
    } catch (error) {
      await release();
      throw error;
    }
  }

  private async end(id: string, finishedAt: Date, found: { ok: boolean; verdict: object } | null): Promise<void> {
    await this.database.ask((client) => client.ledgerProof.update({
      where: { id }, data: { finishedAt, ...(found && { ok: found.ok, verdict: found.verdict }) },
    }));
    await this.database.ask((client) => client.$executeRaw`
      DELETE FROM ledger_proof WHERE id NOT IN (SELECT id FROM ledger_proof ORDER BY started_at DESC LIMIT ${kept})`);
  }
}
