// What the proof of the ledger found.
import type { Context } from '../context.js';
import { renderTable } from './render-table.js';

export interface Proof {
  from: string | null;
  rows: number;
  ok: boolean;
  checks: {
    name: string; state: 'ok' | 'differs' | 'pending' | 'skipped'; note: string | null; figures: Record<string, string>;
    differences: { at: Record<string, string | null>; what: string; expected: string; found: string }[];
  }[];
}

/** A difference is a failure: exit code 1. */
export function showProof(context: Context, proof: Proof): void {
  context.show(proof, renderProof);
  if (!proof.ok) context.exitCode = 1;
}

function renderProof({ from, rows, ok, checks }: Proof): string {
  const table = renderTable(checks, {
    check: ({ name }) => name, state: ({ state }) => state,
    figures: ({ figures, note }) => [...Object.entries(figures).map(([name, figure]) => `${name} ${figure}`), ...(note === null ? [] : [note])].join('; '),
  });
  const differences = checks.flatMap(({ name, differences }) => differences.map(({ at, what, expected, found }) =>
    `${name}: ${what} at ${Object.entries(at).map(([field, value]) => `${field} ${value ?? '(none)'}`).join(', ')}: expected ${expected}, found ${found}\n`));
  const span = from === null ? 'the whole ledger' : `the ledger from ${from} on`;
  return `${table}${differences.join('')}${ok ? `No difference in ${span}, of ${rows} attempts.` : `There are differences in ${span}.`}\n`;
}
