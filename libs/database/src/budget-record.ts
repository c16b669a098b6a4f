// What a budget is, for whoever holds requests to it, shows it or sets it.
export const budgetScopes = ['key', 'project', 'member', 'end-user', 'tag', 'model'] as const;
export type BudgetScope = (typeof budgetScopes)[number];

export const budgetWindows = ['day', 'week', 'month', 'quarter', 'fiscal-quarter', 'fiscal-year', 'total'] as const;
export type BudgetWindow = (typeof budgetWindows)[number];

/** Whose cost a budget counts. */
export interface BudgetSubject {
  scope: BudgetScope;
  /** Of a key, project or member (their keys) the id; the end user; the tag as `name=value`; the model's public id, or a pattern with `*`. */
  value: string;
  /** Within this project alone; of a key and a project it is theirs. Null: in all of them. */
  projectId: string | null;
}

/** A cap on what is charged, over a window, as the relay needs it. */
export interface BudgetRecord extends BudgetSubject {
  id: string;
  name: string;
  window: BudgetWindow;
  capPicoUsd: bigint;
  /** `hard` refuses, `soft` tells. */
  mode: 'hard' | 'soft';
  /** Percent of the cap at which events are raised, ascending. */
  thresholds: number[];
  /** More than the cap, each until its time. */
  raises: { amountPicoUsd: bigint; until: Date }[];
}
