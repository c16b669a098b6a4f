// The ledger and its sums as they stand at one moment, read for the proof that they agree: one transaction that sees one state and writes
// nothing, on a connection of its own, since it may take minutes.
import type { Client as Connection } from 'pg';
import { usageBuckets, type UsageBucket } from '#providers/usage';
import { asDatabaseError } from '../errors.js';
import type { Confidence, UnitPrice } from '../records.js';
import { connect } from '../session.js';
import { comparedFigures, comparisonSql, type ComparedFigure, type Comparison } from './comparisons.js';
import { adjustmentFaults, gapsInSequences, missingTriggers, type AdjustmentFault, type SequenceGap } from './questions.js';

/** What one row's cost is computed again from. `at` names it. */
export interface PricedRow {
  at: { requestId: string; attempt: number; openedAt: string };
  usage: Record<UsageBucket, number>;
  priceVersionId: string | null;
  listPicoUsd: bigint;
  chargedPicoUsd: bigint;
  basisPoints: number;
  confidence: Confidence;
}

export interface SumDifference { at: Record<string, string | null>; figure: ComparedFigure; ofLedger: string; ofSums: string }

export interface SumsCompared {
  ofLedger: Record<ComparedFigure, string>;
  ofSums: Record<ComparedFigure, string>;
  /** Keys whose figures differ, in months that wait for being summed anew and in all others. */
  differing: number;
  waiting: number;
  /** Of the first twenty keys. */
  differences: SumDifference[];
}

/** `from`: the first day of the first month; null: all months. `signal` ends the reading at once. */
export interface ProofSpan { from: string | null; now: Date; signal?: AbortSignal | undefined }

const pageRows = 5000;
/** A day less than they are kept for, since they are dropped while we read. */
const quarterHoursMs = 89 * 86_400_000;

export class LedgerReading {
  constructor(private readonly connection: Connection, private readonly span: ProofSpan) {}

  /** Months (their first days) of which the sums wait for being made anew. */
  async waiting(): Promise<string[]> {
    const { rows } = await this.connection.query<{ month: string }>(`SELECT to_char(month, 'YYYY-MM-DD') AS month FROM rollup_rebuild ORDER BY month`);
    return rows.map(({ month }) => month);
  }

  async compare(comparison: Comparison, waiting: readonly string[]): Promise<SumsCompared> {
    const { rows: [row] } = await this.connection.query<ComparedRow>(comparisonSql(comparison), [this.span.from, waiting, this.quartersFrom()]);
    const differences = row.differences.flatMap(({ at, of_ledger: ofLedger, of_sums: ofSums }) =>
      comparedFigures.map((figure, index) => ({ at, figure, ofLedger: ofLedger[index], ofSums: ofSums[index] })).filter((one) => one.ofLedger !== one.ofSums));
    return { ofLedger: named(row.of_ledger), ofSums: named(row.of_sums), differing: row.differing, waiting: row.waiting, differences };
  }

  /** Every attempt, a page at a time; no more than a page is in memory. */
  async *pricedRows(): AsyncGenerator<PricedRow, void, undefined> {
    await this.connection.query(`DECLARE priced NO SCROLL CURSOR FOR
      SELECT request_id, attempt, to_char(opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS opened_at, price_version_id, list_pico_usd, charged_pico_usd, basis_points,
        confidence, ARRAY[${comparedFigures.slice(0, usageBuckets.length).join(', ')}] AS tokens
      FROM ledger WHERE kind = 'attempt' AND period >= coalesce($1::date, '-infinity'::date)`, [this.span.from]);
    for (;;) {
      const { rows } = await this.connection.query<StoredRow>(`FETCH ${pageRows} FROM priced`);
      for (const row of rows) yield pricedRow(row);
      if (rows.length < pageRows) break;
    }
    await this.connection.query('CLOSE priced');
  }

  /** Unit prices by version, of all of them. */
  async priceVersions(): Promise<Map<string, UnitPrice[]>> {
    const { rows } = await this.connection.query<{ id: string; bucket: UnitPrice['bucket'] | null; from_input_tokens: number; pico_usd: string }>(
      'SELECT id, bucket, from_input_tokens, pico_usd FROM price_version LEFT JOIN price_unit ON price_version_id = id');
    const versions = new Map<string, UnitPrice[]>();
    for (const { id, bucket, from_input_tokens: fromInputTokens, pico_usd: picoUsd } of rows) {
      const prices = versions.get(id) ?? [];
      if (bucket !== null) prices.push({ bucket, fromInputTokens, picoUsd: BigInt(picoUsd) });
      versions.set(id, prices);
    }
    return versions;
  }

  /** Numbers that no row has, of processes that wrote since the first month, in all partitions. */
  async gaps(): Promise<{ processes: number; gaps: SequenceGap[] }> {
    return gapsInSequences(this.connection, this.span.from);
  }

  async adjustments(): Promise<{ adjustments: number; faults: AdjustmentFault[] }> {
    return adjustmentFaults(this.connection);
  }

  /** Which of these requests were over some minutes before, by their rows, and when they were written. */
  async ended(requestIds: readonly string[]): Promise<{ requestId: string; at: string }[]> {
    const { rows } = await this.connection.query<{ id: string; written_at: Date }>(
      "SELECT id, written_at FROM request WHERE id = ANY($1) AND written_at < now() - interval '5 minutes' ORDER BY written_at", [requestIds]);
    return rows.map(({ id, written_at: at }) => ({ requestId: id, at: at.toISOString() }));
  }

  async triggers(): Promise<{ tables: number; missing: { table: string; trigger: string }[] }> {
    return missingTriggers(this.connection);
  }

  private quartersFrom(): Date {
    const kept = this.span.now.getTime() - quarterHoursMs;
    const from = Math.max(kept, this.span.from === null ? 0 : Date.parse(this.span.from));
    return new Date(Math.ceil(from / 900_000) * 900_000);
  }
}

/** Throws DatabaseError where the database is away. */
export async function readLedger<T>(url: string, span: ProofSpan, work: (reading: LedgerReading) => Promise<T>): Promise<T> {
  const connection = await connect(url);
  const leave = () => { void connection.end().catch(() => undefined); }; // a question under way fails by it
  span.signal?.addEventListener('abort', leave);
  try {
    span.signal?.throwIfAborted();
    await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(new LedgerReading(connection, span));
  } catch (error) {
    throw asDatabaseError(error);
  } finally {
    span.signal?.removeEventListener('abort', leave);
    await connection.end().catch(() => undefined);
  }
}

interface ComparedRow {
  of_ledger: string[] | null; of_sums: string[] | null; differing: number; waiting: number;
  differences: { at: Record<string, string | null>; of_ledger: string[]; of_sums: string[] }[];
}

interface StoredRow {
  request_id: string; attempt: number; opened_at: string; price_version_id: string | null; list_pico_usd: string; charged_pico_usd: string; basis_points: number;
  confidence: Confidence; tokens: number[];
}

/** Null: there was nothing on either side. */
const named = (sums: string[] | null) => Object.fromEntries(comparedFigures.map((figure, index) => [figure, sums?.[index] ?? '0'])) as Record<ComparedFigure, string>;

/** The buckets stand first among the compared figures, in the order of `usageBuckets`. */
const pricedRow = (row: StoredRow): PricedRow => ({
  at: { requestId: row.request_id, attempt: row.attempt, openedAt: row.opened_at },
  usage: Object.fromEntries(usageBuckets.map((bucket, index) => [bucket, row.tokens[index]])) as PricedRow['usage'],
  priceVersionId: row.price_version_id, listPicoUsd: BigInt(row.list_pico_usd), chargedPicoUsd: BigInt(row.charged_pico_usd), basisPoints: row.basis_points, confidence: row.confidence,
});
