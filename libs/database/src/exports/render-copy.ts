// An export's statements: how many rows there are, and COPY of them as CSV or as lines of JSON.
import { escapeIdentifier } from 'pg';
import type { CopyFormat, ExportColumn, ExportRelation } from './export-relation.js';
import { withLiterals } from './literals.js';

export function countSql({ with: parts, from, where, values }: ExportRelation): string {
  return withLiterals({ text: `${withParts(parts)}SELECT count(*)::text AS count FROM ${from} ${whereText(where)}`, values: values.all });
}

export function copySql(relation: ExportRelation, format: CopyFormat): string {
  const { with: parts, from, names, where, orderBy, columns, values } = relation;
  const select = (list: string) => `${withParts(parts)}SELECT ${list} FROM ${from} ${names} ${whereText(where)} ORDER BY ${orderBy}`;
  const text = format === 'csv'
    ? `COPY (${select(columns.map((column, index) => `${csvCell(column)} AS cell_${index}`).join(', '))}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')`
    : `COPY (SELECT row_to_json(line)::text FROM (${select(columns.map(jsonField).join(', '))}) AS line) TO STDOUT (${asItIs})`;
  return withLiterals({ text, values: values.all });
}

/** The first line of a CSV, by RFC 4180. Headers are our own words, but for the name of a tag. */
export const csvHeader = (columns: readonly ExportColumn[]) => `${columns.map(({ header }) => `"${header.replaceAll('"', '""')}"`).join(',')}\n`;

// Neither the quote nor the delimiter can stand in JSON, which escapes control characters: so nothing is quoted, and no backslash doubled.
const asItIs = `FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02', ENCODING 'UTF8'`;

const withParts = (parts: string | undefined) => (parts === undefined ? '' : `WITH ${parts} `);
const whereText = (where: string | undefined) => (where === undefined ? '' : `WHERE ${where}`);

function valueOf({ kind, sql }: ExportColumn): string {
  if (kind !== 'moment' && kind !== 'instant') return sql;
  return `to_char((${sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS${kind === 'instant' ? '.MS' : ''}"Z"')`;
}

const csvCell = (column: ExportColumn) => (column.kind === 'text' ? withoutFormula(column.sql) : valueOf(column));
const jsonField = (column: ExportColumn) => `${valueOf(column)} AS ${escapeIdentifier(column.key)}`;

/** Their code points: = + - @, the same in full width, tab, line feed, carriage return. */
const formulaStarts = Array.from('=+-@＝＋－＠\t\n\r', (character) => character.codePointAt(0)).join(', ');

/**
 * Texts are of people's choice, and spreadsheets run what begins like a formula: https://owasp.org/www-community/attacks/CSV_Injection.
 * Numbers, days and money are not texts: a minus stays a minus.
 */
const withoutFormula = (sql: string) => `CASE WHEN ascii(${sql}) IN (${formulaStarts}) THEN '''' || (${sql}) ELSE ${sql} END`;
