// Rows of the ledger as the admin API shows them, and the place where a page of them ended.
import { addFigures, type LedgerFigures } from '#database/adjustments';
import type { LedgerPlace, LedgerRow } from '#database/ledger-rows';
import type { PeriodRecord } from '#database/periods';
import { usdText } from '#metering/money';
import type { LedgerFiguresDto, LedgerRequestDto, LedgerRowDto, PeriodDto } from './ledger.dto.js';

export const renderCursor = ({ openedAt, requestId, attempt }: LedgerPlace) => `${openedAt.getTime()}-${attempt}-${requestId}`;

/** Of text that was checked to be one. */
export function parseCursor(cursor: string | undefined): LedgerPlace | undefined {
  if (cursor === undefined) return undefined;
  const [ms, attempt, requestId] = cursor.split('-');
  return { openedAt: new Date(Number(ms)), attempt: Number(attempt), requestId };
}

export function renderRow({ usage, correction, openedAt, period, listPicoUsd, chargedPicoUsd, sequence, ...row }: LedgerRow): LedgerRowDto {
  return {
    ...row, tokens: { ...usage }, listUsd: usdText(listPicoUsd), chargedUsd: usdText(chargedPicoUsd), openedAt: openedAt.toISOString(), period: period.toISOString().slice(0, 7),
    listPicoUsd: `${listPicoUsd}`, chargedPicoUsd: `${chargedPicoUsd}`, sequence: `${sequence}`,
    corrects: correction ? { requestId: correction.requestId, attempt: correction.attempt, openedAt: correction.openedAt.toISOString() } : null,
    author: correction?.author ?? null, reason: correction?.reason ?? null,
  };
}

export function renderRequest(rows: readonly LedgerRow[]): LedgerRequestDto {
  const [first, ...others] = rows as readonly LedgerFigures[];
  return { rows: rows.map(renderRow), net: renderFigures(others.reduce(addFigures, first)) };
}

export const renderPeriod = ({ month, closedAt, closedBy, requests, listPicoUsd, chargedPicoUsd }: PeriodRecord): PeriodDto =>
  ({ month, closedAt: closedAt?.toISOString() ?? null, closedBy, requests: Number(requests), listUsd: usdText(listPicoUsd), chargedUsd: usdText(chargedPicoUsd) });

const renderFigures = ({ usage, listPicoUsd, chargedPicoUsd }: LedgerFigures): LedgerFiguresDto =>
  ({ tokens: { ...usage }, listUsd: usdText(listPicoUsd), chargedUsd: usdText(chargedPicoUsd) });
