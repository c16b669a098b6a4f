// The one sheet of a workbook, in pieces of XML: days and moments as Excel's dates, counts as numbers, texts as texts, which no spreadsheet
// takes for formulas. An amount is there twice: as a number to calculate with, which Excel keeps to 15 digits, and beside it as text, exact.
import type { ColumnKind, ExportColumn } from '#database/exports/export-relation';

type Row = Record<string, unknown>;

/** Places in the list of formats of the workbook's styles (workbook.ts). */
export const styles = { header: 1, day: 2, moment: 3, money: 4 } as const;

/** About this many characters to a piece. */
const pieceLength = 64 * 1024;

export async function* sheetXml(columns: readonly ExportColumn[], rows: AsyncIterable<Row>): AsyncGenerator<string> {
  let piece = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
    + `<row>${columns.flatMap(headersOf).map((header) => textCell(header, styles.header)).join('')}</row>`;
  for await (const row of rows) {
    piece += `<row>${columns.map(({ key, kind }) => cells(kind, row[key])).join('')}</row>`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}</sheetData></worksheet>`;
}

const headersOf = ({ header, kind }: ExportColumn) => (kind === 'money' ? [header, `${header}, exact`] : [header]);

function cells(kind: ColumnKind, value: unknown): string {
  if (value === null || value === undefined) return kind === 'money' ? '<c/><c/>' : '<c/>';
  switch (kind) {
    case 'money': return `${numberCell(Number(value), styles.money)}${textCell(value as string)}`;
    case 'count': return numberCell(value as number);
    case 'day': return numberCell(serialDay(value as string), styles.day);
    case 'moment': case 'instant': return numberCell(serialDay(value as string), styles.moment);
    case 'truth': return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
    case 'json': return textCell(JSON.stringify(value));
    default: return textCell(value as string);
  }
}

/** Days since Excel's day 0, 30 December 1899. */
const serialDay = (iso: string) => Date.parse(iso) / 86_400_000 + 25_569;

const styled = (style: number | undefined) => (style === undefined ? '' : ` s="${style}"`);
const numberCell = (value: number, style?: number) => `<c${styled(style)}><v>${value}</v></c>`;
const textCell = (text: string, style?: number) => `<c t="inlineStr"${styled(style)}><is><t xml:space="preserve">${escapeXml(text.slice(0, longestText))}</t></is></c>`;

/** Excel refuses a file with a longer one. */
const longestText = 32_767;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Control characters have no place in XML: Excel writes them as _x0001_, and what looks like that as _x005F_x0001_ (ECMA-376, ST_Xstring). */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (character) => entities[character])
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}
