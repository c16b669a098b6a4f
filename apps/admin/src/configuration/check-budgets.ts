// What no single field can show to be wrong in a file's budgets: whom they are about, and that it stays so.
import type { FieldProblem } from '#server/errors/api-error';
import { valueProblem } from '../budgets/parse-budget.js';
import type { BudgetEntry } from './configuration-budgets.dto.js';
import type { ConfigurationDto } from './configuration.dto.js';
import { keyOf, type Known, type Present } from './resources.js';

/** `has`: whether a file may name this. */
export function budgetProblems(file: ConfigurationDto, present: readonly Present[], has: (kind: Known, ...path: string[]) => boolean): FieldProblem[] {
  const known = new Map(present.map((one) => [keyOf(one), one]));
  return [...(file.budgets ?? [])].flatMap(([name, entry]) => {
    const before = known.get(keyOf({ kind: 'budget', path: [name] }));
    const problems = Object.entries(before ? movedProblems(entry, before, known, has) : subjectProblems(entry, has));
    const channels = (entry.channels ?? []).flatMap((channel, index) => (has('notification-channel', channel) ? [] : [
      { param: `budgets.${name}.channels[${index}]`, message: `budgets.${name}.channels[${index}] names no notification channel: there is no "${channel}".` }]));
    return [...problems.map(([field, words]) => ({ param: `budgets.${name}.${field}`, message: `budgets.${name}.${field} ${words}` })), ...channels];
  });
}

/** By field. */
type Problems = Partial<Record<keyof BudgetEntry, string>>;

function subjectProblems({ scope, value, project }: BudgetEntry, has: (kind: Known, ...path: string[]) => boolean): Problems {
  const wrong = valueProblem(scope, value);
  if (wrong !== undefined) return { value: `${wrong}.` };
  if (scope === 'project') {
    if (project != null) return { project: 'must be left out: the value names the project.' };
    return has('project', value) ? {} : { value: `names no project: there is no "${value}".` };
  }
  if (scope === 'member') {
    if (project != null) return { project: "must be left out: a member's budget is of all their keys." };
    return has('member', value.toLowerCase()) ? {} : { value: `names no member: there is no "${value}".` };
  }
  if (scope === 'key' && project == null) return { project: "must be given: the name of the key's project." };
  if (project != null && !has('project', project)) return { project: `names no project: there is no "${project}".` };
  return scope !== 'key' || has('key', project!, value) ? {} : { value: `names no key: there is no "${value}" in the project.` };
}

/**
 * What was spent of one says nothing of another. What it is about may be gone by now (a revoked key): then it stays what it is, or is of the
 * key that took the place.
 */
function movedProblems(entry: BudgetEntry, { fields }: Present, known: ReadonlyMap<string, Present>, has: (kind: Known, ...path: string[]) => boolean): Problems {
  const { scope, value, project } = entry;
  const asStored = scope === 'member' ? value.toLowerCase() : value;
  const words = 'cannot be changed: give the new budget another name, and the old one is archived.';
  if (fields.scope !== scope) return { scope: words };
  if (fields.project !== (project ?? null)) return { project: words };
  if (fields.value === asStored) return {};
  const isReplaced = scope === 'key' && !known.has(keyOf({ kind: 'key', path: [project ?? '', fields.value as string] }));
  return isReplaced ? subjectProblems(entry, has) : { value: words };
}
