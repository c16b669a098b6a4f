import * as fc from 'fast-check';
import { planConfiguration } from './plan.js';
import { keyOf, type Fields, type Kind, type Plain, type Present, type Resource, type Step } from './resources.js';

/** What applying does, in memory. */
function applied(present: readonly Present[], steps: readonly Step[]): Present[] {
  const rows = new Map(present.map((resource) => [keyOf(resource), resource]));
  for (const step of steps) {
    const { action, kind, path } = step;
    const before = rows.get(keyOf(step));
    if (action === 'delete') {
      rows.delete(keyOf(step));
    } else {
      const written = Object.fromEntries(step.changes.filter(({ field }) => field !== 'managedBy').map(({ field, after }) => [field, after]));
      const managedBy = step.changes.find(({ field }) => field === 'managedBy')?.after ?? (before?.managedBy === undefined || action === 'create' ? 'file' : before.managedBy);
      rows.set(keyOf(step), { kind, path, id: before?.id ?? 'new', managedBy: managedBy as Present['managedBy'], fields: { ...before?.fields, ...step.fields, ...written } });
    }
  }
  return [...rows.values()];
}

const outOfUse: Partial<Record<Kind, string>> = { project: 'archived', budget: 'archived', key: 'disabled', credential: 'disabled', model: 'retired', target: 'retired' };
const name = fc.constantFrom('a', 'b', 'c');
const value: fc.Arbitrary<Plain> = fc.oneof(fc.constantFrom(0, 1, null, 'x'), fc.constantFrom<Plain>(['x', 'y'], { a: 1, b: 2 }, {}));

/** Names are few, so that files and states meet. */
const resources = fc.uniqueArray(
  fc.tuple(fc.constantFrom<Kind>('tier', 'project', 'key', 'credential', 'model', 'target', 'alias', 'price', 'budget'), name, name, value, value).map(([kind, one, other, first, second]): Resource => {
    const path = { tier: [one], project: [one], budget: [one], model: [one], alias: [one], key: [one, other], credential: [one, other], target: [one, other, 'u'], price: [one, other, 'u', 'default', '2026'] }[kind];
    const use = outOfUse[kind];
    const fields: Fields = kind === 'alias' ? { model: other } : { first, second, ...(use && { [use]: false }) };
    return { kind, path, fields };
  }), { selector: keyOf, maxLength: 14 });

/** A file names a model or project before what is in it. */
const file = resources.map((all) => {
  const has = (kind: Kind, path: readonly string[]) => all.some((one) => keyOf(one) === keyOf({ kind, path }));
  return all.filter(({ kind, path, fields }) => {
    if (kind === 'key') return has('project', path.slice(0, 1));
    if (kind === 'target') return has('model', path.slice(0, 1));
    if (kind === 'price') return has('model', path.slice(0, 1)) && has('target', path.slice(0, 3));
    return kind !== 'alias' || has('model', [fields.model as string]);
  });
});

const state = fc.tuple(resources, fc.array(fc.tuple(fc.constantFrom('api' as const, 'file' as const, 'catalogue' as const), fc.boolean()), { minLength: 14, maxLength: 14 }))
  .map(([all, facts]) => all.map((resource, index): Present => {
    const [managedBy, out] = facts[index];
    const use = outOfUse[resource.kind];
    return { ...resource, id: `id ${index}`, managedBy, fields: { ...resource.fields, ...(use && { [use]: out }) } };
  }));

const isOut = ({ kind, fields }: Resource) => fields[outOfUse[kind] ?? ''] === true;

test('applied, a plan makes the state what the file says, and there is nothing more to plan', () => {
  fc.assert(fc.property(state, file, (present, wanted) => {
    const after = applied(present, planConfiguration(present, wanted));
    const byKey = new Map(after.map((one) => [keyOf(one), one]));
    for (const one of wanted) expect(byKey.get(keyOf(one))?.fields).toEqual(one.fields);
    for (const one of wanted.filter(({ kind }) => kind !== 'price')) expect(byKey.get(keyOf(one))?.managedBy).toBe('file');
    expect(planConfiguration(after, wanted)).toEqual([]);
  }), { numRuns: 500 });
});

test('what the file does not name is the API\'s or the catalogue\'s afterwards; what the file had held works no longer', () => {
  fc.assert(fc.property(state, file, (present, wanted) => {
    const asked = new Set(wanted.map(keyOf));
    const after = applied(present, planConfiguration(present, wanted)).filter((one) => !asked.has(keyOf(one)) && one.kind !== 'price');
    expect(after.filter(({ managedBy }) => managedBy === 'file')).toEqual([]);
    const before = new Map(present.map((one) => [keyOf(one), one]));
    const owner = ({ kind, path }: Resource) => after.find((one) => keyOf(one) === keyOf({ kind: kind === 'key' ? 'project' : 'model', path: path.slice(0, 1) }));
    for (const one of after.filter((one) => one.kind !== 'tier' && before.get(keyOf(one))?.managedBy === 'file')) {
      expect(isOut(one) || isOut(owner(one) ?? one) || !['project', 'model', 'credential'].includes(one.kind)).toBe(true);
    }
  }), { numRuns: 500 });
});

test('what neither the file names nor ever named is left alone', () => {
  fc.assert(fc.property(state, file, (present, wanted) => {
    const models = new Set(wanted.filter(({ kind }) => kind === 'model').map(({ path }) => path[0]));
    const apart = present.filter((one) => one.managedBy !== 'file' && !wanted.some((other) => keyOf(one) === keyOf(other))
      && !(one.kind === 'target' && models.has(one.path[0])) && !(one.kind === 'alias' && models.has(one.fields.model as string)));
    const touched = new Set(planConfiguration(present, wanted).map(keyOf));
    expect(apart.filter((one) => touched.has(keyOf(one)))).toEqual([]);
  }), { numRuns: 500 });
});

test('the state written as a file plans nothing but taking it over', () => {
  fc.assert(fc.property(state, (present) => {
    const wanted = present.filter((one) => !isOut(one));
    const asFile = wanted.filter(({ kind, path, fields }) => {
      const owner = kind === 'key' ? ['project', path[0]] : kind === 'target' || kind === 'price' ? ['model', path[0]] : kind === 'alias' ? ['model', fields.model as string] : undefined;
      return !owner || wanted.some((one) => one.kind === owner[0] && one.path[0] === owner[1]);
    });
    const steps = planConfiguration(present.map((one) => ({ ...one, managedBy: 'api' })), asFile);
    const asked = new Set(asFile.map(keyOf));
    expect(new Set(steps.filter((step) => asked.has(keyOf(step))).map(({ action }) => action)).size).toBeLessThanOrEqual(1);
    expect(steps.filter((step) => asked.has(keyOf(step)) && step.action !== 'adopt')).toEqual([]);
  }), { numRuns: 300 });
});

const present = (kind: Kind, path: string[], fields: Fields, managedBy: Present['managedBy'] = 'file'): Present => ({ kind, path, fields, managedBy, id: path.join('/') });
const show = (steps: readonly Step[]) => steps.map(({ action, kind, path }) => `${action} ${kind} ${path.join('/')}`);

test('what others need is made before them, and let go after them', () => {
  const wanted: Resource[] = [
    { kind: 'alias', path: ['fast'], fields: { model: 'm' } }, { kind: 'target', path: ['m', 'p', 'u'], fields: { credential: 'c', retired: false } },
    { kind: 'model', path: ['m'], fields: { retired: false } }, { kind: 'key', path: ['p', 'k'], fields: { disabled: false } },
    { kind: 'credential', path: ['p', 'c'], fields: { disabled: false } }, { kind: 'project', path: ['p'], fields: { archived: false } }, { kind: 'tier', path: ['t'], fields: {} },
  ];
  expect(show(planConfiguration([], wanted))).toEqual([
    'create tier t', 'create project p', 'create key p/k', 'create credential p/c', 'create model m', 'create target m/p/u', 'create alias fast',
  ]);
  const all = wanted.map(({ kind, path, fields }) => present(kind, [...path], fields));
  expect(show(planConfiguration(all, []))).toEqual([
    'delete alias fast', 'release target m/p/u', 'retire model m', 'disable credential p/c', 'release key p/k', 'archive project p', 'release tier t',
  ]);
});

test('a model of the file has the targets and aliases that it names, whoever made others', () => {
  const state = [
    present('model', ['m'], { type: 'chat', retired: false }, 'catalogue'), present('target', ['m', 'openai', 'x'], { priority: 0, retired: false }, 'catalogue'),
    present('target', ['m', 'azure', 'x'], { priority: 0, retired: true }, 'api'), present('alias', ['other'], { model: 'm' }, 'api'),
  ];
  const steps = planConfiguration(state, [{ kind: 'model', path: ['m'], fields: { type: 'chat', retired: false } }]);
  expect(show(steps)).toEqual(['delete alias other', 'adopt model m', 'retire target m/openai/x']);
});

test('each change of use has its own name in a plan', () => {
  const at = (disabled: boolean) => [{ kind: 'key' as const, path: ['p', 'k'], fields: { disabled, name: 'x' } }];
  expect(planConfiguration([present('key', ['p', 'k'], { disabled: false, name: 'y' })], at(true))).toMatchObject([{ action: 'disable', changes: [{ field: 'disabled' }, { field: 'name', before: 'y', after: 'x' }] }]);
  expect(planConfiguration([present('key', ['p', 'k'], { disabled: true, name: 'x' })], at(false))).toMatchObject([{ action: 'enable' }]);
});

test('a changed price is one more price', () => {
  const path = ['m', 'p', 'u', 'default', '2026-01-01T00:00:00.000Z'];
  const before = present('price', path, { unitPrices: [1] }, 'catalogue');
  expect(planConfiguration([before], [{ kind: 'price', path, fields: { unitPrices: [1] } }])).toEqual([]);
  expect(planConfiguration([before], [{ kind: 'price', path, fields: { unitPrices: [2] } }])).toMatchObject([{ action: 'create', changes: [{ field: 'unitPrices', before: [1], after: [2] }] }]);
});
