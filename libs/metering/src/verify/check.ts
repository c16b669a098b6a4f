// What the proof of the ledger answers: one check for each thing that must be true of it, with the figures that were compared.

/** `pending`: it cannot be said yet; what is so is said by the next run. `skipped`: it was not asked, and why. */
export type CheckState = 'ok' | 'differs' | 'pending' | 'skipped';

/** Where a thing is that is not as it must be, in plain fields: a row, a day, a process. */
export interface Difference { at: Record<string, string | null>; what: string; expected: string; found: string }

export interface LedgerCheck {
  name: string;
  state: CheckState;
  /** In words, of what is pending or skipped. */
  note: string | null;
  /** What was compared, in decimal text. */
  figures: Record<string, string>;
  /** The first twenty. */
  differences: Difference[];
}

export interface LedgerVerdict {
  startedAt: string;
  finishedAt: string;
  /** The first month, `2026-11`; null: from the beginning. */
  from: string | null;
  /** Rows whose cost was computed again. */
  rows: number;
  /** No check differs. What is skipped or pending says nothing. */
  ok: boolean;
  checks: LedgerCheck[];
}

const shownDifferences = 20;

export function check(name: string, figures: LedgerCheck['figures'], differences: readonly Difference[], pending: string | null = null): LedgerCheck {
  const state = differences.length > 0 ? 'differs' : pending === null ? 'ok' : 'pending';
  return { name, state, note: pending, figures, differences: differences.slice(0, shownDifferences) };
}

export const skipped = (name: string, note: string): LedgerCheck => ({ name, state: 'skipped', note, figures: {}, differences: [] });
