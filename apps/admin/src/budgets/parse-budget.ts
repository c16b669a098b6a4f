// What a budget must be, beyond its single fields: amounts as they are stored, percents in order, a tag with its parts.
import type { BudgetPatch } from '#database/budgets';
import { picoUsd } from '#metering/money';
import type { UpdateBudgetDto } from './budget.dto.js';

export const usualThresholds = [50, 80, 100];

/** Of fields that were checked. */
export function parseBudgetPatch({ name, window, capUsd, mode, thresholds, channelIds }: UpdateBudgetDto): BudgetPatch {
  const given = { name, window, mode, channelIds, capPicoUsd: capUsd === undefined ? undefined : picoUsd(capUsd), thresholds: thresholds?.toSorted((one, other) => one - other) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const tag = /^[^\p{Cc}\p{Cs}=,:]{1,64}=[^\p{Cc}\p{Cs}]{1,64}$/u;
const model = /^[!-~]{1,200}$/;

/** Undefined: nothing is wrong with it. Whether what it names is there is not looked at. */
export function valueProblem(scope: string, value: string): string | undefined {
  if (scope === 'tag' && !tag.test(value)) return 'must be a tag\'s name and value, like "team=search"';
  return scope === 'model' && !model.test(value) ? 'must be the id of a model, or a pattern with "*"' : undefined;
}
