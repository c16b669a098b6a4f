// The ledger's questions: write these rows (again, if need be), which are missing, and have this month's partition ready.
import { Injectable } from '@nestjs/common';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { LedgerRecord } from './records.js';
import { summingAll } from './rollups/sum-into.js';
import { locks } from './session.js';
import { storable } from './storable.js';

@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  /**
   * One statement for all of them: all are there afterwards, or none was written. Rows that are there already (the same request,
   * attempt and opening time) are left as they are. Gives the number of new rows. `period` is set here: the month of `openedAt`
   * in the organisation's time zone, or the first open month when that one is closed.
   */
  insertMany(records: readonly LedgerRecord[]): Promise<number> {
    return this.database.inTransaction((client) => insertLedgerRows(client, records), 'ReadCommitted');
  }

  /**
   * How many of these attempts of a process have no row: what should be in the ledger and is not. `since`: none of them was opened
   * before, which spares reading older partitions.
   */
  async countMissing(processId: string, sequences: readonly bigint[], since: Date): Promise<number> {
    const found = await this.database.ask((client) => client.$queryRaw<{ sequence: bigint }[]>`
      SELECT DISTINCT sequence FROM ledger WHERE process_id = ${processId} AND opened_at >= ${since} AND sequence = ANY(${sequences})`);
    return new Set(sequences).size - found.length;
  }

  /**
   * Makes the partitions of this month (UTC) and the next two where they are missing; gives the number made. To be called at
   * start and daily. A month of which rows already lie in the default partition gets none: they stay where they are.
   */
  async ensurePartitions(now: Date): Promise<number> {
    const months = [0, 1, 2].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10));
    return this.database.inTransaction(async (client) => {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.partitions})`;
      let made = 0;
      for (const month of months) {
        const [row] = await client.$queryRaw<{ made: boolean }[]>`SELECT make_ledger_partition(${month}::date) AS made`;
        if (row.made) made += 1;
      }
      return made;
    });
  }
}

/**
 * `insertMany`, in a transaction of the caller's own (`ReadCommitted`: what is summed where is decided by what holds once the lock is
 * taken). New rows are added to all sums in the same statement.
 */
export async function insertLedgerRows(client: Client, records: readonly LedgerRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  await client.$executeRaw`SELECT pg_advisory_xact_lock_shared(${locks.ledger})`;
  const [{ written }] = await client.$queryRawUnsafe<{ written: bigint }[]>(insertAndSum, JSON.stringify(records.map(ledgerRow), storable));
  return Number(written);
}

const columns = [
  'request_id', 'attempt', 'opened_at', 'kind', 'project_id', 'key_id', 'member_id', 'cost_centre', 'end_user', 'tags', 'endpoint',
  'model_asked', 'model_served', 'provider_id', 'credential_id', 'input_text', 'input_audio', 'input_image', 'cache_read', 'cache_write_5m',
  'cache_write_1h', 'output_text', 'output_reasoning', 'output_audio', 'images', 'price_version_id', 'list_pico_usd', 'charged_pico_usd',
  'basis_points', 'confidence', 'outcome', 'final', 'first_token_ms', 'total_ms', 'process_id', 'sequence', 'corrects_request_id',
  'corrects_attempt', 'corrects_opened_at', 'author', 'reason',
].join(', ');

const insertAndSum = `
  WITH rows AS (
    INSERT INTO ledger (${columns}, period)
    SELECT ${columns}, ledger_period(opened_at) FROM json_populate_recordset(NULL::ledger, $1::json)
    ON CONFLICT DO NOTHING
    RETURNING *),
  ${summingAll}
  SELECT count(*) AS written FROM rows`;

/** By column name, as json_populate_recordset reads it. */
function ledgerRow({ usage, correction, ...record }: LedgerRecord): Record<string, unknown> {
  return {
    request_id: record.requestId, attempt: record.attempt, opened_at: record.openedAt,
    kind: correction ? 'adjustment' : 'attempt',
    project_id: record.projectId, key_id: record.keyId, member_id: record.memberId, cost_centre: record.costCentre,
    end_user: record.endUser, tags: record.tags, endpoint: record.endpoint,
    model_asked: record.modelAsked, model_served: record.modelServed, provider_id: record.providerId, credential_id: record.credentialId,
    input_text: usage.inputText, input_audio: usage.inputAudio, input_image: usage.inputImage, cache_read: usage.cacheRead,
    cache_write_5m: usage.cacheWrite5m, cache_write_1h: usage.cacheWrite1h, output_text: usage.outputText,
    output_reasoning: usage.outputReasoning, output_audio: usage.outputAudio, images: usage.images,
    price_version_id: record.priceVersionId, list_pico_usd: record.listPicoUsd, charged_pico_usd: record.chargedPicoUsd,
    basis_points: record.basisPoints, confidence: record.confidence, outcome: record.outcome, final: record.final,
    first_token_ms: record.firstTokenMs, total_ms: record.totalMs, process_id: record.processId, sequence: record.sequence,
    corrects_request_id: correction?.requestId, corrects_attempt: correction?.attempt, corrects_opened_at: correction?.openedAt,
    author: correction?.author, reason: correction?.reason,
  };
}
