// Rows for people: aligned columns under their names.
import { plain } from './plain.js';

/** What stands in a column; undefined and null are a dash. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | boolean | null | undefined>>;

/** Ends with a line break. No rows: no text. */
export function renderTable<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  if (rows.length === 0) return '';
  const names = Object.keys(columns).map((name) => name.toUpperCase());
  const cells = rows.map((row) => Object.values(columns).map((cell) => textOf(cell(row))));
  const widths = names.map((name, column) => Math.max(width(name), ...cells.map((line) => width(line[column] ?? ''))));
  const renderLine = (line: string[]) => `${line.map((text, column) => pad(text, widths[column] ?? 0)).join('  ').trimEnd()}\n`;
  return [names, ...cells].map(renderLine).join('');
}

function textOf(value: ReturnType<Columns<never>[string]>): string {
  if (value === null || value === undefined || value === '') return '-';
  return plain(String(value)).replaceAll('\n', ' ');
}

const characters = new Intl.Segmenter();
const width = (text: string) => Array.from(characters.segment(text)).length;
const pad = (text: string, to: number) => text + ' '.repeat(Math.max(0, to - width(text)));
