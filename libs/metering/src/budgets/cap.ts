// What a budget allows at a moment, and what the counters are asked of it.
import type { AskedBudget } from '#counters/budget-store';
import type { BudgetRecord, BudgetWindow } from '#database/budget-record';
import { windowName, type WindowSpan } from './windows.js';

/** The cap with the raises that count at that moment. */
export function capAt({ capPicoUsd, raises }: Pick<BudgetRecord, 'capPicoUsd' | 'raises'>, nowMs: number): bigint {
  return raises.reduce((sum, { amountPicoUsd, until }) => (nowMs < until.getTime() ? sum + amountPicoUsd : sum), capPicoUsd);
}

/** For a hold, in the same order; soft budgets refuse nothing. */
export function askedBudgets(budgets: readonly BudgetRecord[], spanOf: (window: BudgetWindow, nowMs: number) => WindowSpan, nowMs: number): AskedBudget[] {
  return budgets.map((budget) => {
    const { startMs, endsAtMs } = spanOf(budget.window, nowMs);
    return { window: windowName(budget.id, startMs), capPicoUsd: budget.mode === 'hard' ? capAt(budget, nowMs) : null, endsAtMs };
  });
}
