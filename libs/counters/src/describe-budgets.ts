// From what an implementation found in its store to the answers of the contract, so that all tell the same.
import type { BudgetHold, BudgetResult, BudgetStanding, BudgetState } from './budget-store.js';

export type FoundBudget = Pick<BudgetState, 'spentPicoUsd' | 'heldPicoUsd'>;

/** Whether a budget, as found, has no room for the estimate. */
export function isExceeded(found: FoundBudget, capPicoUsd: bigint | null, estimatePicoUsd: bigint): boolean {
  return capPicoUsd !== null && found.spentPicoUsd + found.heldPicoUsd + estimatePicoUsd > capPicoUsd;
}

/** `found`: before this call, in the order asked, undefined where unknown. `isHeldAlready`: the id was known, nothing is taken. */
export function describeBudgets({ budgets, estimatePicoUsd }: BudgetHold, found: readonly (FoundBudget | undefined)[], isHeldAlready: boolean): BudgetResult {
  const unknown = budgets.flatMap(({ window }, at) => (found[at] ? [] : [window]));
  if (unknown.length > 0) return { allowed: isHeldAlready, budgets: [], refused: null, unknown: isHeldAlready ? [] : unknown, degraded: false };
  const standing = budgets.map((budget, at): BudgetStanding => ({ ...budget, spentPicoUsd: found[at]?.spentPicoUsd ?? 0n, heldPicoUsd: found[at]?.heldPicoUsd ?? 0n }));
  const exceeded = standing.filter((one) => !isHeldAlready && isExceeded(one, one.capPicoUsd, estimatePicoUsd));
  if (exceeded.length > 0) return { allowed: false, budgets: standing, refused: exceeded.reduce(endingLast), unknown, degraded: false };
  const taken = isHeldAlready ? 0n : estimatePicoUsd;
  return { allowed: true, budgets: standing.map((one) => ({ ...one, heldPicoUsd: one.heldPicoUsd + taken })), refused: null, unknown, degraded: false };
}

function endingLast(last: BudgetStanding, one: BudgetStanding): BudgetStanding {
  return one.endsAtMs > last.endsAtMs ? one : last;
}
