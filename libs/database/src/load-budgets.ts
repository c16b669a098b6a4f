// The budgets that a proxy holds requests to, with what raises them: those that are in use.
import type { BudgetRecord, BudgetScope, BudgetWindow } from './budget-record.js';
import type { Client } from './client.js';
import { wholeOf } from './decimal.js';

/** Raises that are over by `now` are left out; the others tell their own time. */
export async function loadBudgets(client: Client, now: Date): Promise<BudgetRecord[]> {
  const rows = await client.budget.findMany({
    where: { archivedAt: null }, include: { raises: { where: { endedAt: null, until: { gt: now } }, orderBy: { id: 'asc' } } }, orderBy: { id: 'asc' },
  });
  return rows.map(({ id, name, scope, value, projectId, window, capPicoUsd, mode, thresholds, raises }) => ({
    id, name, scope: scope as BudgetScope, value, projectId, window: window as BudgetWindow, capPicoUsd: wholeOf(capPicoUsd),
    mode: mode as BudgetRecord['mode'], thresholds, raises: raises.map((raise) => ({ amountPicoUsd: wholeOf(raise.amountPicoUsd), until: raise.until })),
  }));
}
