// What no export can be made of is refused before the first byte, and the field named.
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['format', 'reports/usage/export?format=pdf'], ['limit', 'reports/usage/export?limit=5'], ['compare', 'reports/usage/export?compare=previous'], ['currency', 'reports/usage/export?currency=XXX'],
  ['groupBy', 'reports/usage/export?groupBy=colour'], ['format', 'reports/focus/export?format=xlsx'], ['groupBy', 'reports/focus/export?groupBy=key'], ['cursor', 'ledger/export?cursor=1-1-a'], ['tag', 'ledger/export?tag=team'],
])('%s: %s', async (param, path) => {
  const { status, body } = await admin.get(`/api/${path}`);
  expect([status, body.error.param]).toEqual([400, param]);
});

test('a workbook of more than 100,000 rows', async () => {
  await admin.query(`
    INSERT INTO ledger SELECT 'req_' || n, 1, '2026-11-01', 'attempt', '2026-11-01', 'p', 'k', NULL, NULL, NULL, '{}', 'chat', 'm', 'm', 'p', 'c', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 'reported', 'ok', true, NULL, 1, 'p', n
    FROM generate_series(1, 100001) AS n`);
  const { status, body } = await admin.get('/api/ledger/export?format=xlsx');
  expect([status, body.error.param]).toEqual([400, 'format']);
  expect(body.error.message).toContain('100001');
});
