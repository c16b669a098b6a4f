import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['from=yesterday', 'from'], ['to=2026-02-30', 'to'], ['limit=0', 'limit'], ['cursor=x', 'cursor'], ['text=a', 'text'], ['author=', 'author'],
])('a filter that means nothing is named: %s', async (query, param) => {
  expect(await admin.get(`/api/audit?${query}`)).toMatchObject({ status: 400, body: { error: { param } } });
});

test('an export of an unknown format, or of a page, is refused', async () => {
  expect(await admin.get('/api/audit/export?format=xlsx')).toMatchObject({ status: 400, body: { error: { param: 'format' } } });
  expect(await admin.get('/api/audit/export?limit=5')).toMatchObject({ status: 400, body: { error: { param: 'limit' } } });
});

test('an expected head that is none is told field by field', async () => {
  const { status, body } = await admin.post('/api/audit/verify', { expected: { sequence: 1, hash: 'ABC' } });
  expect(status).toBe(400);
  expect(body.error.problems).toEqual([
    { param: 'expected.sequence', message: 'expected.sequence must be a whole number in a string' },
    { param: 'expected.hash', message: 'expected.hash must be 64 hexadecimal digits' },
  ]);
});

test('a list is no expected head', async () => {
  expect(await admin.post('/api/audit/verify', { expected: [] })).toMatchObject({ status: 400, body: { error: { param: 'expected' } } });
});
