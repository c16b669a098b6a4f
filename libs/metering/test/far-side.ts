// What a journal brings its rows to, in memory: what came, and how the next writes end. Rows that are there already are left, as in Postgres.
import type { JournalEnds } from '../src/journal/journal.js';
import type { RowEntry } from '../src/journal/entries.js';

export interface FarSide extends JournalEnds {
  batches: number[][];
  outages: number;
  unstorable: number[];
  warnings: string[];
  /** Ids of requests, of rows of both kinds, in the order they came. */
  ids: string[];
  rows: Map<string, RowEntry>;
  /** Each takes the next batch and may give an error in place of an answer. */
  answers: ((rows: RowEntry[]) => unknown)[];
}

export const numberOf = (entry: RowEntry) => (entry.kind === 'settled' ? Number(entry.row.sequence) : NaN);
const idOf = (entry: RowEntry) => (entry.kind === 'settled' ? entry.row.requestId : entry.row.id);

export function farSide(answers: FarSide['answers'] = []): FarSide {
  const side: FarSide = {
    batches: [], outages: 0, unstorable: [], warnings: [], ids: [], rows: new Map(), answers,
    async write(rows) {
      await new Promise(setImmediate);
      const error = side.answers.shift()?.(rows);
      if (error) throw error;
      side.batches.push(rows.map(numberOf));
      const fresh = rows.filter((row) => !side.rows.has(`${row.kind} ${idOf(row)}`));
      for (const row of fresh) side.rows.set(`${row.kind} ${idOf(row)}`, row);
      side.ids.push(...fresh.map(idOf));
      return fresh.length;
    },
    onOutage: () => { side.outages += 1; },
    onUnstorable: (row) => { side.unstorable.push(numberOf(row)); },
    async countMissing(_, sequences) {
      const known = new Set([...side.rows.values()].map(numberOf));
      return sequences.filter((sequence) => !known.has(Number(sequence))).length;
    },
    warn: (message) => { side.warnings.push(message); },
  };
  return side;
}
