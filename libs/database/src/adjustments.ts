// Corrections of the ledger: rows that say by how much another one was wrong. The row that they correct never changes.
import { Injectable } from '@nestjs/common';
import type { UsageBucket } from '#providers/usage';
import { usageBuckets } from '#providers/usage';
import type { Change } from './change.js';
import { Database } from './database.js';
import { insertLedgerRows } from './ledger.js';
import { ledgerRow, type LedgerRow } from './ledger-rows.js';
import type { UnitPrice } from './records.js';
import { newRowId } from './row-id.js';

/** What can be corrected of a row; also by how much. */
export interface LedgerFigures { usage: Record<UsageBucket, number>; listPicoUsd: bigint; chargedPicoUsd: bigint }

/** A row and what it stands at with all its corrections. */
export interface CorrectedRow { row: LedgerRow; net: LedgerFigures }

@Injectable()
export class AdjustmentRepository {
  constructor(private readonly database: Database) {}

  /** The attempts that are named so (`openedAt` tells two of one name apart, which only a foreign program could have made), as corrected so far. */
  async find(change: Change, { requestId, attempt, openedAt }: { requestId: string; attempt: number; openedAt?: Date | undefined }): Promise<CorrectedRow[]> {
    const rows = await change.client.ledger.findMany({ where: { requestId, attempt, ...(openedAt && { openedAt }) } });
    return Promise.all(rows.map(async (stored) => {
      const row = ledgerRow(stored);
      const adjustments = await change.client.ledger.findMany({ where: { correctsRequestId: requestId, correctsAttempt: attempt, correctsOpenedAt: row.openedAt } });
      return { row, net: adjustments.map(ledgerRow).reduce(addFigures, figuresOf(row)) };
    }));
  }

  /** The unit prices of a version. */
  async unitPrices(versionId: string): Promise<UnitPrice[]> {
    const units = await this.database.ask((client) => client.priceUnit.findMany({ where: { priceVersionId: versionId } }));
    return units.map(({ bucket, fromInputTokens, picoUsd }) => ({ bucket: bucket as UnitPrice['bucket'], fromInputTokens, picoUsd }));
  }

  /** Adds a row of the difference, which counts in the first month that is open. Gives it as it is stored. */
  async create(change: Change, { row, net }: CorrectedRow, difference: LedgerFigures, author: string, reason: string): Promise<LedgerRow> {
    const { kind: _kind, period: _period, correction: _correction, requestId: corrected, ...same } = row;
    const requestId = `adj_${newRowId(change.at).replaceAll('-', '')}`;
    await insertLedgerRows(change.client, [{
      ...same, ...difference, requestId, attempt: 1, outcome: 'ok', final: false, firstTokenMs: null, totalMs: 0, processId: requestId, sequence: 0n,
      correction: { requestId: corrected, attempt: row.attempt, openedAt: row.openedAt, author, reason },
    }]);
    change.note({
      action: 'ledger.adjust', resource: 'ledger', resourceId: corrected, projectId: row.projectId, before: noted(net), after: { ...noted(addFigures(net, difference)), attempt: row.attempt, adjustmentId: requestId, reason },
    });
    return ledgerRow(await change.client.ledger.findFirstOrThrow({ where: { requestId } }));
  }
}

const figuresOf = ({ usage, listPicoUsd, chargedPicoUsd }: LedgerFigures): LedgerFigures => ({ usage, listPicoUsd, chargedPicoUsd });

export function addFigures(one: LedgerFigures, other: LedgerFigures): LedgerFigures {
  const usage = Object.fromEntries(usageBuckets.map((bucket) => [bucket, one.usage[bucket] + other.usage[bucket]])) as LedgerFigures['usage'];
  return { usage, listPicoUsd: one.listPicoUsd + other.listPicoUsd, chargedPicoUsd: one.chargedPicoUsd + other.chargedPicoUsd };
}

const noted = ({ usage, listPicoUsd, chargedPicoUsd }: LedgerFigures) => ({ ...usage, listPicoUsd: `${listPicoUsd}`, chargedPicoUsd: `${chargedPicoUsd}` });
