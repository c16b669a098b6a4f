// What a verification of the audit log found, whether the admin API or this machine did it.
import type { Context } from '../context.js';

export interface Verdict {
  rows: number;
  ok: boolean;
  head: { sequence: string; hash: string } | null;
  firstBroken: { sequence: string; reason: keyof typeof reasons } | null;
}

const reasons = {
  missing: 'there is no such row',
  changed: 'its content is not what its hash says',
  unchained: 'the row before it is not the one that it was written after',
  'cut-off': 'the log ends before the row that was expected',
  replaced: 'the row that was expected is another one',
};

/** A broken log is a failure: exit code 1. */
export function showVerdict(context: Context, verdict: Verdict): void {
  context.show(verdict, renderVerdict);
  if (!verdict.ok) context.exitCode = 1;
}

function renderVerdict({ rows, head, firstBroken }: Verdict): string {
  if (firstBroken) return `The audit log is broken at row ${firstBroken.sequence}: ${reasons[firstBroken.reason]}. The ${rows} rows before it are as they were written.\n`;
  if (head === null) return 'The audit log is empty.\n';
  return `All ${rows} rows are as they were written. Keep the last one elsewhere, and expect it the next time:\n${head.sequence}:${head.hash}\n`;
}
