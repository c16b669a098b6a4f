// What a model may fall back on: models that there are, that are offered, of its own type, and no demonstration in earnest's place.
import type { Change } from '#database/change';
import type { ManagedModel } from '#database/managed-model';
import type { ManagedModelRepository } from '#database/managed-models';
import type { Fallbacks, ModelType } from '#database/records';
import { providerById } from '#providers/registry';
import type { FieldProblem } from '#server/errors/api-error';
import { invalid } from '../http/validation.js';

export interface Falling { id: string; type: ModelType; fallbacks: Partial<Fallbacks> }

/** `retired`: no longer offered, and not fallen back on before either: what has been retired since may stay where it is. */
export type FindModel = (id: string) => { type: ModelType; retired: boolean } | undefined;

/** `place` is the field that holds them. */
export function fallbackProblems({ id, type, fallbacks }: Falling, find: FindModel, place = 'fallbacks'): FieldProblem[] {
  const lists = Object.entries(fallbacks);
  if (type === 'embedding' && lists.some(([, names]) => names.length > 0)) {
    return [{ param: place, message: `${place} must be empty: an embedding of one model is not comparable with another's.` }];
  }
  return lists.flatMap(([list, names]) => names.flatMap((name, index): FieldProblem[] => {
    const words = name === id ? 'must be another model than this one.' : wordsOf(name, type, find(name)) ?? wordsOfDemonstration(name, id);
    const param = `${place}.${list}[${index}]`;
    return words === undefined ? [] : [{ param, message: `${param} ${words}` }];
  }));
}

function wordsOf(name: string, type: ModelType, found: ReturnType<FindModel>): string | undefined {
  if (!found) return `must be the id of a model: there is no "${name}".`;
  if (found.retired) return `must be a model that is offered: "${name}" is retired.`;
  return found.type === type ? undefined : `must be a model of the same type, ${type}: "${name}" is of the type ${found.type}.`;
}

/** Callers of a real model never get made-up answers in place of its own. */
function wordsOfDemonstration(name: string, id: string): string | undefined {
  return answersHere(name) && !answersHere(id) ? `must be a model that a provider serves: the answers of "${name}" are made up here.` : undefined;
}

const answersHere = (id: string) => providerById(id.split('/')[0])?.respond !== undefined;

/** Inside a change, of the model as it is by now. Throws ApiError naming what is wrong. `before`: as it was. */
export async function requireFallbacks(models: ManagedModelRepository, change: Change, model: ManagedModel, before?: ManagedModel): Promise<void> {
  const had = new Set(Object.values(before?.fallbacks ?? {}).flat());
  const facts = await models.factsIn(change, Object.values(model.fallbacks).flat());
  const known = new Map(facts.map(({ id, type, retired }) => [id, { type, retired: retired && !had.has(id) }]));
  const problems = fallbackProblems(model, (id) => known.get(id));
  if (problems.length > 0) throw invalid(problems);
}
