// The 429 of a request whose budget is used up, or has less left than it may cost. Figures are the admins' affair.
import type { BudgetStanding } from '#counters/budget-store';
import type { BudgetRecord } from '#database/budget-record';
import { ApiError } from '#server/errors/api-error';

const whose: Record<BudgetRecord['scope'], string> = {
  key: 'this API key', project: 'this project', member: 'the owner of this API key', 'end-user': 'this end user', tag: 'this tag', model: 'this model',
};

export function refuseBudget({ scope, window }: BudgetRecord, { spentPicoUsd, capPicoUsd, endsAtMs }: BudgetStanding): ApiError {
  const used = capPicoUsd !== null && spentPicoUsd >= capPicoUsd;
  const state = used ? 'is used up' : 'has less left than this request may cost';
  const ends = endsAtMs === Infinity ? undefined : new Date(endsAtMs).toISOString();
  const then = ends === undefined ? 'An admin can raise it.' : `It begins anew at ${ends}.`;
  return new ApiError('insufficient_quota', {
    message: `The budget of ${whose[scope]} (${window}) ${state}. ${then}`,
    ...(ends !== undefined && { headers: { 'x-aiproxy-budget-reset': ends } }),
  });
}
