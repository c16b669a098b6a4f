// Which budgets a request comes under. The index is made once for each list that the snapshot gives; a request asks it a few times by
// name, and where there are no budgets not at all.
import type { BudgetRecord, BudgetScope } from '#database/budget-record';

/** About a request. `endUser` null: it names none; `memberId` null: nobody owns its key. */
export interface BudgetFacts {
  keyId: string;
  projectId: string;
  memberId: string | null;
  endUser: string | null;
  tags: Readonly<Record<string, string>>;
  /** The public id of the model, not an alias. */
  modelId: string;
}

export interface BudgetIndex {
  readonly isEmpty: boolean;
  /** By scope and value. */
  readonly named: ReadonlyMap<BudgetScope, ReadonlyMap<string, readonly BudgetRecord[]>>;
  /** Of models, by a pattern. */
  readonly patterns: readonly BudgetRecord[];
  readonly matches: (pattern: string, text: string) => boolean;
}

/** `matches`: whether a pattern with `*` is one of a name. */
export function indexBudgets(budgets: readonly BudgetRecord[], matches: BudgetIndex['matches']): BudgetIndex {
  const named = new Map<BudgetScope, Map<string, BudgetRecord[]>>();
  const patterns: BudgetRecord[] = [];
  for (const budget of budgets) {
    if (budget.scope === 'model' && budget.value.includes('*')) patterns.push(budget);
    else place(named, budget);
  }
  return { isEmpty: budgets.length === 0, named, patterns, matches };
}

function place(named: Map<BudgetScope, Map<string, BudgetRecord[]>>, budget: BudgetRecord): void {
  const ofScope = named.get(budget.scope) ?? new Map<string, BudgetRecord[]>();
  named.set(budget.scope, ofScope.set(budget.value, [...(ofScope.get(budget.value) ?? []), budget]));
}

const none: readonly BudgetRecord[] = [];

/** Each of them once. */
export function budgetsOf(facts: BudgetFacts, index: BudgetIndex): readonly BudgetRecord[] {
  if (index.isEmpty) return none;
  const found: BudgetRecord[] = [];
  const take = (budgets: readonly BudgetRecord[] = none) => {
    for (const budget of budgets) if (budget.projectId === null || budget.projectId === facts.projectId) found.push(budget);
  };
  const of = (scope: BudgetScope, value: string | null) => (value === null ? none : index.named.get(scope)?.get(value));
  take(of('key', facts.keyId));
  take(of('project', facts.projectId));
  take(of('member', facts.memberId));
  take(of('end-user', facts.endUser));
  if (index.named.has('tag')) for (const [name, value] of Object.entries(facts.tags)) take(of('tag', `${name}=${value}`));
  take(of('model', facts.modelId));
  take(index.patterns.filter(({ value }) => index.matches(value, facts.modelId)));
  return found;
}
