// The rules of the ledger: how a row is corrected, and when a month's books can be closed.
import { Injectable } from '@nestjs/common';
import { AdjustmentRepository, type CorrectedRow } from '#database/adjustments';
import type { Author, Change } from '#database/change';
import { Database } from '#database/database';
import type { LedgerRow } from '#database/ledger-rows';
import { PeriodRepository, type PeriodRecord } from '#database/periods';
import { ApiError } from '#server/errors/api-error';
import { notFound } from '../http/not-found.js';
import { invalid } from '../http/validation.js';
import { ReportContexts } from '../reports/report-context.js';
import type { CreateAdjustmentDto } from './ledger.dto.js';
import { parseAdjustment } from './parse-adjustment.js';

@Injectable()
export class LedgerService {
  constructor(
    private readonly database: Database, private readonly adjustments: AdjustmentRepository, private readonly periods: PeriodRepository,
    private readonly contexts: ReportContexts,
  ) {}

  /** Throws ApiError (404) for a row that is not there. The row never changes; what is added counts in the first open month. */
  async adjust(by: Author, body: CreateAdjustmentDto, at: Date): Promise<LedgerRow> {
    return this.database.change(by, at, async (change) => {
      const corrected = await this.find(change, body);
      const { priceVersionId, basisPoints } = corrected.row;
      const unitPrices = priceVersionId === null ? null : await this.adjustments.unitPrices(priceVersionId);
      const difference = parseAdjustment(body, { net: corrected.net, basisPoints, unitPrices });
      return this.adjustments.create(change, corrected, difference, by.name, body.reason);
    });
  }

  async close(by: Author, month: string, at: Date): Promise<PeriodRecord> {
    if (!/^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) throw invalid([{ param: 'month', message: 'month must be a month, like "2026-11"' }]);
    const { today } = await this.contexts.now();
    if (month >= today.slice(0, 7)) throw invalid([{ param: 'month', message: `month must be over: in the organisation's time zone it is ${today}` }]);
    const closing = await this.database.change(by, at, (change) => this.periods.close(change, month, by.name));
    if (closing.kind === 'closed') return closing.record;
    if (closing.kind === 'already') throw new ApiError('conflict', { message: `${month}, or a later month, is closed already.` });
    if (closing.kind === 'open') throw new ApiError('conflict', { message: `${closing.month} has rows and is open: close it first.` });
    if (closing.kind === 'unsummed') throw new ApiError('conflict', { message: `${closing.month} is being summed anew: close it when that is over.` });
    throw new ApiError('conflict', { message: `Neither ${month} nor a month before it has rows.` });
  }

  private async find(change: Change, { requestId, attempt, openedAt }: CreateAdjustmentDto): Promise<CorrectedRow> {
    const found = await this.adjustments.find(change, { requestId, attempt, openedAt: openedAt === undefined ? undefined : new Date(openedAt) });
    if (found.length === 0) throw notFound('row of the ledger');
    if (found.length > 1) throw invalid([{ param: 'openedAt', message: `openedAt must be given: there are ${found.length} such rows` }]);
    if (found[0].row.kind === 'adjustment') throw invalid([{ param: 'requestId', message: `requestId must be that of an attempt; correct the row that this one corrects: ${found[0].row.correction!.requestId}` }]);
    return found[0];
  }
}
