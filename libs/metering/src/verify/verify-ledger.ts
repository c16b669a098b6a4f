// The proof that the ledger is whole and that every figure made of it is the ledger's: run on the machine, and each night by the admin API.
import { comparisons, type Comparison } from '#database/proof/comparisons';
import { readLedger, type LedgerReading } from '#database/proof/ledger-reading';
import { check, skipped, type Difference, type LedgerCheck, type LedgerVerdict } from './check.js';
import { recompute } from './recompute.js';

/**
 * An attempt that is still under way, or whose row waits in a journal, has no row beside those of its neighbours: longer than the longest
 * call may take (UPSTREAM_TOTAL_MS is half an hour), and time for a drain.
 */
const underWayMs = 3_600_000;

export interface LedgerQuestion {
  /** So many months, this one among them; left out: those of the last 35 days. */
  months?: number | 'all' | undefined;
  now: () => number;
  /** Ids of the requests for which the counters hold something; null or left out: they cannot be asked. */
  holds?: (() => Promise<string[] | null>) | undefined;
  /** Ends it at once. */
  signal?: AbortSignal | undefined;
}

/** Throws DatabaseError where the database is away. */
export async function verifyLedger(url: string, { months, now, holds, signal }: LedgerQuestion): Promise<LedgerVerdict> {
  const startedAt = new Date(now());
  const from = firstMonth(startedAt, months);
  const { checks, rows } = await readLedger(url, { from, now: startedAt, signal }, async (reading) => {
    const waiting = await reading.waiting();
    const sums: LedgerCheck[] = [];
    for (const comparison of comparisons) sums.push(await checkSums(reading, comparison, waiting));
    const costs = await checkCosts(reading);
    const checks = [...sums, await checkSequences(reading, startedAt.getTime()), costs.check, await checkAdjustments(reading), await checkTriggers(reading), await checkHolds(reading, await holds?.())];
    return { checks, rows: costs.rows };
  });
  return {
    startedAt: startedAt.toISOString(), finishedAt: new Date(now()).toISOString(), from: from && from.slice(0, 7), rows,
    ok: checks.every(({ state }) => state !== 'differs'), checks,
  };
}

/** Its first day. Months are cut in UTC here, so that of a month's first or last day one more is looked at, or one less. */
export function firstMonth(now: Date, months: LedgerQuestion['months']): string | null {
  if (months === 'all') return null;
  const first = months === undefined ? new Date(now.getTime() - 35 * 86_400_000) : new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1));
  return `${first.toISOString().slice(0, 7)}-01`;
}

/** By all dimensions that the table has, so that its sums by key, project, model or any other are the ledger's, too. */
async function checkSums(reading: LedgerReading, comparison: Comparison, waiting: readonly string[]): Promise<LedgerCheck> {
  const { ofLedger, ofSums, differing, waiting: late, differences } = await reading.compare(comparison, waiting);
  const months = comparison.waiting === 'left-out' ? waiting.length : late;
  const figures = {
    'keys that differ': `${differing}`,
    ...Object.fromEntries((['requests', 'attempts', 'charged_pico_usd'] as const).flatMap((figure) => [[`${figure} of the ledger`, ofLedger[figure]], [`${figure} of the sums`, ofSums[figure]]])),
  };
  const found = differences.map(({ at, figure, ofLedger, ofSums }): Difference => ({ at, what: figure, expected: ofLedger, found: ofSums }));
  return check(comparison.name, figures, found, months > 0 ? 'Months wait for being summed anew.' : null);
}

async function checkSequences(reading: LedgerReading, nowMs: number): Promise<LedgerCheck> {
  const { processes, gaps } = await reading.gaps();
  const missing = gaps.filter(({ openedAt }) => Date.parse(openedAt) < nowMs - underWayMs);
  const differences = missing.map(({ processId, from, until }): Difference => (
    { at: { process: processId }, what: 'sequence', expected: from === until ? `a row of number ${from}` : `rows of the numbers ${from} to ${until}`, found: 'none' }));
  const pending = gaps.length > missing.length ? 'Attempts beside young rows have none yet: they are under way, or lost.' : null;
  return check('sequences', { processes: `${processes}`, gaps: `${missing.length}`, 'under way': `${gaps.length - missing.length}` }, differences, pending);
}

async function checkCosts(reading: LedgerReading): Promise<{ check: LedgerCheck; rows: number }> {
  const versions = await reading.priceVersions();
  const differences: Difference[] = [];
  const count = { rows: 0, unpriced: 0, differing: 0 };
  for await (const row of reading.pricedRows()) {
    const difference = recompute(row, versions);
    count.rows += 1;
    if (row.priceVersionId === null) count.unpriced += 1;
    if (!difference) continue;
    count.differing += 1;
    if (differences.length < 20) differences.push(difference);
  }
  const figures = { rows: `${count.rows}`, 'without a price version': `${count.unpriced}`, 'rows that differ': `${count.differing}` };
  return { check: check('costs', figures, differences), rows: count.rows };
}

const adjustmentWords = { 'no-row': 'an attempt that it corrects', negative: 'no figure below zero with its corrections', 'other-dimensions': 'corrections with the dimensions of their row' };

async function checkAdjustments(reading: LedgerReading): Promise<LedgerCheck> {
  const { adjustments, faults } = await reading.adjustments();
  return check('adjustments', { adjustments: `${adjustments}` }, faults.map(({ fault, attempt, ...at }): Difference => (
    { at: { ...at, attempt: `${attempt}` }, what: 'correction', expected: adjustmentWords[fault], found: fault })));
}

/** Asked after the state that we read: who has ended in it and is held for now is held for nothing. */
async function checkHolds(reading: LedgerReading, held: string[] | null | undefined): Promise<LedgerCheck> {
  if (!held) return skipped('holds', 'The counters of the proxies cannot be asked from here, or are away.');
  // A request's hold of a model's budget has the model behind its id.
  const ended = await reading.ended([...new Set(held.map((id) => id.split(' ', 1)[0]))]);
  return check('holds', { holds: `${held.length}` }, ended.map(({ requestId, at }): Difference => (
    { at: { requestId }, what: 'hold', expected: 'none since the request ended', found: `one, and the request's row is of ${at}` })));
}

async function checkTriggers(reading: LedgerReading): Promise<LedgerCheck> {
  const { tables, missing } = await reading.triggers();
  return check('append-only', { tables: `${tables}` }, missing.map(({ table, trigger }): Difference => ({ at: { table }, what: trigger, expected: 'a trigger, enabled', found: 'none' })));
}
