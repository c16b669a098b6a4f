import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };

test('a tier is created, read, changed and deleted; its ETag counts the changes', async () => {
  const created = await admin.post('/api/tiers', { name: 'bronze', ...limits, modelLimits: [{ models: 'gpt-*', ...limits, requestsPerMinute: 5 }] });
  expect(created).toMatchObject({ status: 201, body: { name: 'bronze', ...limits, modelLimits: [{ models: 'gpt-*', requestsPerMinute: 5 }], managedBy: 'api', version: 1 } });
  const path = `/api/tiers/${created.body.id}`;
  expect((await admin.get(path)).headers.get('etag')).toBe('"1"');
  const changed = await admin.patch(path, { requestsPerMinute: 'unlimited' }, { headers: { 'if-match': '"1"' } });
  expect(changed).toMatchObject({ status: 200, body: { requestsPerMinute: 'unlimited', requestsPerDay: 'unlimited', version: 2 } });
  expect(changed.headers.get('etag')).toBe('"2"');
  expect((await admin.remove(path)).status).toBe(204);
  expect((await admin.get(path)).status).toBe(404);
});

test('the list is paged by key, newest first, and filtered by a part of the name', async () => {
  for (const name of ['page one', 'page two', 'page three', 'other']) await admin.post('/api/tiers', { name, ...limits });
  const first = await admin.get('/api/tiers?name=PAGE&limit=2');
  expect(first.body.data.map(({ name }: { name: string }) => name)).toEqual(['page three', 'page two']);
  const second = await admin.get(`/api/tiers?name=PAGE&limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ data: [{ name: 'page one' }], nextCursor: null });
});

test('every change is in the audit log, with what was before and after', async () => {
  const { body: { id } } = await admin.post('/api/tiers', { name: 'audited', ...limits });
  await admin.patch(`/api/tiers/${id}`, { name: 'renamed' });
  const rows = await admin.query('SELECT action, before, after, author_name, via, address FROM audit WHERE resource_id = $1 ORDER BY sequence', [id]);
  expect(rows).toMatchObject([{ action: 'tier.create', before: null, via: 'token', address: '127.0.0.1' }, { action: 'tier.update' }]);
  expect(JSON.parse(String(rows[1].before))).toMatchObject({ name: 'audited', version: 1 });
  expect(JSON.parse(String(rows[1].after))).toMatchObject({ name: 'renamed', version: 2 });
});
