// What can be exported: a relation with the columns that are shown of it. Its statement is written by render-copy.ts, in whatever format.
import type { SqlValues } from '../reports/sql-text.js';

/**
 * What a column holds, by its expression's type: `text`, whole numbers, the text of an amount, `date`, `timestamptz` (shown to the second, or to
 * the millisecond), `jsonb`, `boolean`.
 */
export type ColumnKind = 'text' | 'count' | 'money' | 'day' | 'moment' | 'instant' | 'json' | 'truth';

export interface ExportColumn {
  /** Of a JSON object: at most 63 bytes. */
  key: string;
  /** Of a table, for people. */
  header: string;
  kind: ColumnKind;
  /** Of a text: an id or a word that was made here, so that it is never anything like a formula. */
  isOurs?: boolean;
  sql: string;
}

export interface ExportRelation {
  /** The parts of a WITH, if there are any. */
  with: string | undefined;
  /** Without what only serves to show names: a row here is a row of the export. */
  from: string;
  /** Joins that add no rows and lose none. */
  names: string;
  where: string | undefined;
  orderBy: string;
  /** An index brings the rows in their order: they are not to be gathered and sorted first, since that needs room for all of them. */
  comesInOrder?: boolean;
  columns: readonly ExportColumn[];
  values: SqlValues;
}

/** The formats in which rows leave Postgres. */
export type CopyFormat = 'csv' | 'ndjson';

/** Whole pico-USD as USD: NUMERIC is exact, and its text has no exponent. */
export const usdText = (picoUsd: string) => `trim_scale((${picoUsd}) * 0.000000000001)::text`;
