// How targets stand with the proxies, for people to read: the proxies write what changes, and nobody's request depends on it.
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

export type CircuitState = 'open' | 'half-open' | 'cooling' | 'refused';

/** Where all is well there is none. */
export interface CircuitRow {
  credentialId: string;
  /** Empty: the credential as a whole, at whatever target. */
  targetId: string;
  state: CircuitState;
  /** In words. */
  reason: string;
  since: Date;
  /** When it is tried again. */
  until: Date;
}

export interface CircuitChanges {
  put: readonly CircuitRow[];
  removed: readonly Pick<CircuitRow, 'credentialId' | 'targetId'>[];
}

@Injectable()
export class CircuitRepository {
  constructor(private readonly database: Database) {}

  all(): Promise<CircuitRow[]> {
    return this.database.ask(async (client) => {
      const rows = await client.circuit.findMany({ orderBy: [{ credentialId: 'asc' }, { targetId: 'asc' }] });
      return rows.map(({ credentialId, targetId, state, reason, since, until }) => ({ credentialId, targetId, state: state as CircuitState, reason, since, until }));
    });
  }

  /** Of two processes that write the same one, what is younger stays. In order, so that they never wait for each other in a ring. */
  async replace({ put, removed }: CircuitChanges, at: Date): Promise<void> {
    if (put.length + removed.length === 0) return;
    const keys = JSON.stringify(removed.map(({ credentialId, targetId }) => ({ credential_id: credentialId, target_id: targetId })));
    const rows = JSON.stringify(put.map(({ credentialId, targetId, ...row }) => ({ credential_id: credentialId, target_id: targetId, written_at: at, ...row })));
    await this.database.inTransaction(async (client) => {
      await client.$executeRaw`
        DELETE FROM circuit USING (
          SELECT circuit.credential_id, circuit.target_id FROM circuit JOIN json_populate_recordset(NULL::circuit, ${keys}::json) AS gone
          USING (credential_id, target_id) ORDER BY 1, 2 FOR UPDATE OF circuit
        ) AS gone WHERE circuit.credential_id = gone.credential_id AND circuit.target_id = gone.target_id`;
      await client.$executeRaw`
        INSERT INTO circuit (credential_id, target_id, state, reason, since, until, written_at)
        SELECT credential_id, target_id, state, reason, since, until, written_at FROM json_populate_recordset(NULL::circuit, ${rows}::json) ORDER BY 1, 2
        ON CONFLICT (credential_id, target_id) DO UPDATE SET
          state = excluded.state, reason = excluded.reason, since = excluded.since, until = excluded.until, written_at = excluded.written_at
        WHERE circuit.since <= excluded.since`;
    }, 'ReadCommitted');
  }
}
