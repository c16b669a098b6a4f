// Rates from CSV: a line for each (`currency,day,rate`, in any order), or a line for each day with a column for each currency, which is
// how central banks publish them.
import { mostRates, type GivenRate, type GivenRates, type RateProblem } from './given-rate.js';

const nothing: ReadonlySet<string> = new Set(['', 'N/A', '-']);

/** The first line has the columns' names. Reading ends where there are more rates than may be sent. */
export function readCsv(text: string): GivenRates {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const found: GivenRates = { rates: [], problems: [] };
  const names = cellsOf(lines[0]).map((name) => (/^(?:date|currency|day|rate)$/i.test(name) ? name.toLowerCase().replace('date', 'day') : name));
  const isWide = names[0] === 'day' && names.length > 1 && names.slice(1).every((name) => /^(?:[A-Z]{3})?$/.test(name));
  const problem = isWide ? undefined : headerProblem(names);
  if (problem) return { rates: [], problems: [problem] };
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const [place, cells] = [`line ${index + 1}`, cellsOf(line)];
    if (cells.length !== names.length) found.problems.push({ place, words: `must have ${names.length} columns like the first line, not ${cells.length}` });
    else if (isWide) found.rates.push(...ratesOfDay(names, cells, place));
    else found.rates.push({ place, ...Object.fromEntries(names.map((name, column) => [name, cells[column]])) as { currency: string; day: string; rate: string } });
    if (found.rates.length + found.problems.length > mostRates) break;
  }
  return found;
}

/** A cell without a rate is none. A last comma makes a column without a name. */
const ratesOfDay = (names: readonly string[], cells: readonly string[], place: string): GivenRate[] => names.flatMap((currency, column) =>
  (column === 0 || currency === '' || nothing.has(cells[column]) ? [] : [{ place: `${place} (${currency})`, currency, day: cells[0], rate: cells[column] }]));

function headerProblem(names: readonly string[]): RateProblem | undefined {
  const isLong = names.length === 3 && ['currency', 'day', 'rate'].every((name) => names.includes(name));
  return isLong ? undefined : { place: 'line 1', words: 'must name the columns: "currency,day,rate", or "date" and then currencies like "date,USD,JPY", separated by commas' };
}

/** Nothing in a rate holds a comma or a quote, so quotes are only around it. */
const cellsOf = (line: string) => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim());
