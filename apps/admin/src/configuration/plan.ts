// What has to be done so that the database says what the file says. Pure: the same plan is made to be shown, and made again inside
// the change that applies it.
import { keyOf, textOf, type Action, type FieldChange, type Fields, type Kind, type Plain, type Present, type Resource, type Step } from './resources.js';

/** The field that takes a resource out of use, and what doing and undoing that is called. Nothing is deleted that the ledger may name. */
const outOfUse: Partial<Record<Kind, { field: string; out: Action; back: Action }>> = {
  project: { field: 'archived', out: 'archive', back: 'unarchive' },
  budget: { field: 'archived', out: 'archive', back: 'unarchive' },
  key: { field: 'disabled', out: 'disable', back: 'enable' },
  credential: { field: 'disabled', out: 'disable', back: 'enable' },
  model: { field: 'retired', out: 'retire', back: 'restore' },
  target: { field: 'retired', out: 'retire', back: 'restore' },
};

/** In the order in which the steps can be done: what others need comes before them, and goes after them; a name is freed before it is given. */
export function planConfiguration(present: readonly Present[], wanted: readonly Resource[]): Step[] {
  const known = new Map(present.map((resource) => [keyOf(resource), resource]));
  const asked = new Set(wanted.map(keyOf));
  const toMake = wanted.flatMap((resource) => stepTo(resource, known.get(keyOf(resource))));
  const toLeave = present.filter((resource) => !asked.has(keyOf(resource))).flatMap((resource) => letGo(resource, asked)).sort(byName);
  const freed = toLeave.filter(({ kind }) => kind === 'alias');
  const left = toLeave.filter(({ kind }) => kind !== 'alias');
  return [...freed, ...inOrder(toMake, makingOrder), ...inOrder(left, makingOrder.toReversed())];
}

const byName = (one: Step, other: Step) => (keyOf(one) < keyOf(other) ? -1 : 1);

const makingOrder: readonly Kind[] = ['tier', 'project', 'key', 'credential', 'model', 'target', 'alias', 'price', 'budget'];

const inOrder = (steps: Step[], order: readonly Kind[]) => order.flatMap((kind) => steps.filter((step) => step.kind === kind));

function stepTo({ kind, path, fields }: Resource, present: Present | undefined): Step[] {
  const step = (action: Action, changes: FieldChange[]): Step => ({ action, kind, path, changes, fields, ...(present && { id: present.id }) });
  if (!present) return [step('create', changesBetween({}, fields))];
  const changes = changesBetween(present.fields, fields);
  // A price is never changed: another one is made, which counts from then on. Whose the one before was makes no difference.
  if (kind === 'price') return changes.length > 0 ? [step('create', changes)] : [];
  const all = [...changes, ...handOver(present, 'file')];
  if (all.length === 0) return [];
  return [step(changes.length === 0 ? 'adopt' : actionOf(kind, changes), all)];
}

function actionOf(kind: Kind, changes: readonly FieldChange[]): Action {
  const use = outOfUse[kind];
  const change = use && changes.find(({ field }) => field === use.field);
  if (!use || !change) return 'update';
  return change.after === true ? use.out : use.back;
}

/** What is in the file's hands and no longer in the file, and what belongs to a model of the file that does not name it. */
function letGo(present: Present, asked: ReadonlySet<string>): Step[] {
  const { kind, path, id, managedBy, fields } = present;
  const owner = ownerOf(present);
  const ownerStays = owner !== undefined && asked.has(keyOf(owner));
  const isOfFile = managedBy === 'file';
  const isPart = ownerStays && (kind === 'target' || kind === 'alias');
  if (kind === 'price' || !(isOfFile || isPart)) return [];
  if (kind === 'alias') return [{ action: 'delete', kind, path, id, changes: changesBetween(fields, {}) }];
  const use = outOfUse[kind];
  // Whose owner goes out of use is out of use with it, and comes back with it.
  const goesOut = use !== undefined && fields[use.field] === false && (owner === undefined || ownerStays);
  const released = handOver(present, 'api');
  if (use && goesOut) return [{ action: use.out, kind, path, id, changes: [{ field: use.field, before: false, after: true }, ...released] }];
  return isOfFile ? [{ action: 'release', kind, path, id, changes: released }] : [];
}

function ownerOf({ kind, path, fields }: Resource): { kind: Kind; path: string[] } | undefined {
  if (kind === 'key') return { kind: 'project', path: path.slice(0, 1) };
  if (kind === 'target') return { kind: 'model', path: path.slice(0, 1) };
  return kind === 'alias' ? { kind: 'model', path: [fields.model as string] } : undefined;
}

function handOver({ managedBy }: Present, to: 'api' | 'file'): FieldChange[] {
  return managedBy === to ? [] : [{ field: 'managedBy', before: managedBy, after: to }];
}

/** What is empty on both sides is no change: a new resource's plan shows what is said of it. */
function changesBetween(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const change = { field, before: before[field] ?? null, after: after[field] ?? null };
    const isSame = textOf(change.before) === textOf(change.after) || (!(field in before && field in after) && isEmpty(change.before) && isEmpty(change.after));
    return isSame ? [] : [change];
  });
}

const isEmpty = (value: Plain) => value === false || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
