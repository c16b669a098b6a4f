// Months of the ledger, and the closing of their books: what is written later of a closed month counts in the first open one.
import { Injectable } from '@nestjs/common';
import type { Change } from './change.js';
import { Database } from './database.js';
import { locks } from './session.js';

export interface PeriodRecord {
  /** `2026-11`, in the organisation's time zone. */
  month: string;
  closedAt: Date | null;
  closedBy: string | null;
  requests: bigint;
  listPicoUsd: bigint;
  chargedPicoUsd: bigint;
}

/**
 * `open`: an earlier month that has rows and must be closed first. `unsummed`: what would be signed is not known yet. `empty`: there is
 * nothing to close.
 */
export type Closing = { kind: 'closed'; record: PeriodRecord } | { kind: 'already' } | { kind: 'empty' } | { kind: 'open' | 'unsummed'; month: string };

interface Row { month: string; closed_at: Date | null; closed_by: string | null; requests: string; list: string; charged: string }

@Injectable()
export class PeriodRepository {
  constructor(private readonly database: Database) {}

  /** Those with rows, and the closed ones, the youngest first. */
  async list(): Promise<PeriodRecord[]> {
    const rows = await this.database.ask((client) => client.$queryRaw<Row[]>`
      SELECT to_char(month, 'YYYY-MM') AS month, closed_at, closed_by, coalesce(requests, 0)::text AS requests, coalesce(list, 0)::text AS list, coalesce(charged, 0)::text AS charged
      FROM closed_period
      FULL JOIN (SELECT month, sum(requests) AS requests, sum(list_pico_usd) AS list, sum(charged_pico_usd) AS charged FROM usage_month GROUP BY month) AS sums USING (month)
      ORDER BY month DESC`);
    return rows.map(({ month, closed_at: closedAt, closed_by: closedBy, requests, list, charged }) =>
      ({ month, closedAt, closedBy, requests: BigInt(requests), listPicoUsd: BigInt(list), chargedPicoUsd: BigInt(charged) }));
  }

  /**
   * Waits for writers under way, and they for this change: none takes the month for open any more.
   */
  async close(change: Change, month: string, closedBy: string): Promise<Closing> {
    await change.client.$executeRaw`SELECT pg_advisory_xact_lock(${locks.ledger})`;
    const first = `${month}-01`;
    const [{ last, open, unsummed, rows }] = await change.client.$queryRaw<{ last: string | null; open: string | null; unsummed: string | null; rows: boolean }[]>`
      SELECT to_char((SELECT max(month) FROM closed_period), 'YYYY-MM') AS last,
        to_char((SELECT min(month) FROM usage_month WHERE month < ${first}::date AND month > coalesce((SELECT max(month) FROM closed_period), '-infinity')), 'YYYY-MM') AS open,
        to_char((SELECT min(month) FROM rollup_rebuild WHERE month <= ${first}::date AND month > DATE '1970-01-01'), 'YYYY-MM') AS unsummed,
        EXISTS (SELECT FROM usage_month WHERE month <= ${first}::date) AS rows`;
    if (last !== null && last >= month) return { kind: 'already' };
    if (unsummed !== null) return { kind: 'unsummed', month: unsummed };
    if (!rows) return { kind: 'empty' };
    if (open !== null) return { kind: 'open', month: open };
    await change.client.$executeRaw`INSERT INTO closed_period (month, closed_at, closed_by) VALUES (${first}::date, ${change.at}, ${closedBy})`;
    const [sums] = await change.client.$queryRaw<Pick<Row, 'requests' | 'list' | 'charged'>[]>`
      SELECT coalesce(sum(requests), 0)::text AS requests, coalesce(sum(list_pico_usd), 0)::text AS list, coalesce(sum(charged_pico_usd), 0)::text AS charged
      FROM usage_month WHERE month = ${first}::date`;
    const record = { month, closedAt: change.at, closedBy, requests: BigInt(sums.requests), listPicoUsd: BigInt(sums.list), chargedPicoUsd: BigInt(sums.charged) };
    change.note({ action: 'ledger.close', resource: 'period', resourceId: month, before: null, after: { month, requests: sums.requests, chargedPicoUsd: sums.charged } });
    return { kind: 'closed', record };
  }
}
