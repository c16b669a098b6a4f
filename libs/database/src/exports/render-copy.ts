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
export const csvHeader = (columns: readonly ExportColumn[]) => `${columns.map(({ header }) => `"${header.replaceAll(behindCuts, "$1'").replaceAll('"', '""')}"`).join(',')}\n`;

// Neither the quote nor the delimiter can stand in JSON, which escapes control characters: so nothing is quoted, and no backslash doubled.
const asItIs = `FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02', ENCODING 'UTF8'`;

const withParts = (parts: string | undefined) => (parts === undefined ? '' : `WITH ${parts} `);
const whereText = (where: string | undefined) => (where === undefined ? '' : `WHERE ${where}`);

function valueOf({ kind, sql }: ExportColumn): string {
  if (kind !== 'moment' && kind !== 'instant') return sql;
  return `to_char((${sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS${kind === 'instant' ? '.MS' : ''}"Z"')`;
}

function csvCell(column: ExportColumn): string {
  if (column.kind === 'text') return column.isOurs ? column.sql : withoutFormula(column.sql);
  // In JSON it stands in texts alone, where this means the same: a spreadsheet that cuts lines at it finds none.
  return column.kind === 'json' ? `replace((${column.sql})::text, ';', '\\u003b')` : valueOf(column);
}

const jsonField = (column: ExportColumn) => `${valueOf(column)} AS ${escapeIdentifier(column.key)}`;

/** The last ones in full width, and a hyphen where it means no range. */
const formulaSigns = '=+@＝＋－＠-';
const blanks = '\t\n\r';
const formulaStarts = Array.from(formulaSigns + blanks, (character) => character.codePointAt(0)).join(', ');
/** Where the comma is decimal, spreadsheets cut lines at `;` or tab, whatever quotes of ours stand around the text: a new cell begins within it. */
const behindCuts = new RegExp(`([;${blanks}]"*)(?=[${formulaSigns}])`, 'g');

/**
 * Texts are of people's choice, and spreadsheets run what begins like a formula: https://owasp.org/www-community/attacks/CSV_Injection.
 * Numbers, days and money are not texts: a minus stays a minus.
 */
function withoutFormula(sql: string): string {
  const begins = `ascii(${sql}) IN (${formulaStarts})`;
  // The expression is dear and what it looks for is rare, so four cheap looks go first: an export has a hundred thousand rows a second to make.
  const hasCut = `${Array.from(';\t\n\r', (cut) => `strpos(${sql}, chr(${cut.charCodeAt(0)}))`).join(' + ')} > 0`;
  const within = `regexp_replace(${sql}, '${behindCuts.source}', '\\1''', 'g')`;
  return `CASE WHEN ${hasCut} THEN CASE WHEN ${begins} THEN '''' ELSE '' END || ${within} WHEN ${begins} THEN '''' || ${sql} ELSE ${sql} END`;
}
