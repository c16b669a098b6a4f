import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['from=yesterday', 'from'], ['to=2026-02-30', 'to'], ['limit=0', 'limit'], ['cursor=x', 'cursor'], ['status=404', 'status'], ['model=', 'model'], ['user=a', 'user'],
])('a filter that means nothing is named: %s', async (query, param) => {
  expect(await admin.get(`/api/requests?${query}`)).toMatchObject({ status: 400, body: { error: { param } } });
});
