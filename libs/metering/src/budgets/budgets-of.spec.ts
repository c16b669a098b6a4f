import type { BudgetRecord } from '#database/budget-record';
import { budgetsOf, indexBudgets, type BudgetFacts } from './budgets-of.js';
import { askedBudgets, capAt } from './cap.js';

const budget = (id: string, scope: BudgetRecord['scope'], value: string, some: Partial<BudgetRecord> = {}): BudgetRecord => ({
  id, name: id, scope, value, projectId: null, window: 'month', capPicoUsd: 100n, mode: 'hard', thresholds: [], raises: [], ...some,
});
/** Of the budgets above, patterns alone have a star, at the end. */
const matches = (pattern: string, text: string) => text.startsWith(pattern.slice(0, -1));
const facts: BudgetFacts = { keyId: 'k', projectId: 'p', memberId: 'm', endUser: 'u', tags: { team: 'search', stage: 'dev' }, modelId: 'gpt-4o' };

const all = [
  budget('key', 'key', 'k', { projectId: 'p' }), budget('other key', 'key', 'x', { projectId: 'p' }),
  budget('project', 'project', 'p', { projectId: 'p' }), budget('other project', 'project', 'q', { projectId: 'q' }),
  budget('member', 'member', 'm'), budget('other member', 'member', 'n'),
  budget('end user', 'end-user', 'u'), budget('end user here', 'end-user', 'u', { projectId: 'p' }), budget('end user there', 'end-user', 'u', { projectId: 'q' }),
  budget('tag', 'tag', 'team=search'), budget('other tag', 'tag', 'team=ads'), budget('tag there', 'tag', 'stage=dev', { projectId: 'q' }), budget('tag here', 'tag', 'stage=dev', { projectId: 'p' }),
  budget('model', 'model', 'gpt-4o'), budget('models', 'model', 'gpt-*'), budget('other models', 'model', 'claude-*'), budget('models there', 'model', 'gpt-*', { projectId: 'q' }),
];
const namesOf = (some: Partial<BudgetFacts>, budgets = all) => budgetsOf({ ...facts, ...some }, indexBudgets(budgets, matches)).map(({ id }) => id).sort();

test('a request comes under the budgets of all that it is of, each once', () => {
  expect(namesOf({})).toEqual(['end user', 'end user here', 'key', 'member', 'model', 'models', 'project', 'tag', 'tag here'].sort());
});

test('without owner, end user and tags there are none of theirs', () => {
  expect(namesOf({ memberId: null, endUser: null, tags: {} })).toEqual(['key', 'model', 'models', 'project'].sort());
});

test('a budget within another project does not count', () => {
  expect(namesOf({ projectId: 'q', keyId: 'none', memberId: null, endUser: 'u', tags: {}, modelId: 'claude-3' })).toEqual(['end user', 'end user there', 'other models', 'other project'].sort());
});

test('several budgets of one thing all count', () => {
  expect(namesOf({}, [budget('day', 'key', 'k', { window: 'day' }), budget('month', 'key', 'k')])).toEqual(['day', 'month']);
});

test('names that every object has are names like others', () => {
  expect(namesOf({ tags: {}, endUser: 'constructor', modelId: '__proto__', keyId: 'toString' }, [budget('member', 'member', 'x')])).toEqual([]);
});

test('where there are no budgets the same empty list is given', () => {
  const index = indexBudgets([], matches);
  expect(budgetsOf(facts, index)).toBe(budgetsOf({ ...facts, keyId: 'other' }, index));
});

test('raises count until their time, on top of the cap', () => {
  const raised = budget('b', 'key', 'k', { raises: [{ amountPicoUsd: 5n, until: new Date(1000) }, { amountPicoUsd: 7n, until: new Date(2000) }] });
  expect([999, 1000, 1999, 2000].map((nowMs) => capAt(raised, nowMs))).toEqual([112n, 107n, 107n, 100n]);
});

test('the counters are asked of hard budgets with their cap, of soft ones without', () => {
  const spanOf = () => ({ startMs: 5, endsAtMs: 9 });
  expect(askedBudgets([budget('h', 'key', 'k'), budget('s', 'key', 'k', { mode: 'soft' })], spanOf, 6)).toEqual([
    { window: 'h 5', capPicoUsd: 100n, endsAtMs: 9 }, { window: 's 5', capPicoUsd: null, endsAtMs: 9 },
  ]);
});
