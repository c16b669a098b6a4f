import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
const makeTier = async (name: string) => (await admin.post('/api/tiers', { name, ...limits })).body.id as string;

test('who did what, when and from where, with what was before and after', async () => {
  const { token, memberId, email } = await admin.signIn('admin');
  const id = await makeTier('bronze');
  await admin.patch(`/api/tiers/${id}`, { name: 'silver' }, { token, headers: { 'user-agent': 'a client', 'x-request-id': 'seen' } });
  const { status, body } = await admin.get(`/api/audit?resourceId=${id}`);
  expect({ status, next: body.nextCursor }).toEqual({ status: 200, next: null });
  expect(body.data).toMatchObject([
    { action: 'tier.update', author: { kind: 'member', id: memberId, name: email }, via: 'token', resource: 'tier', address: '127.0.0.1', client: 'a client', requestId: expect.any(String), before: { name: 'bronze' }, after: { name: 'silver' } },
    { action: 'tier.create', before: null, after: { name: 'bronze', requestsPerMinute: 60 } },
  ]);
  expect(body.data[0].previousHash).toBe(body.data[1].hash);
  expect((await admin.get(`/api/audit/${body.data[0].sequence}`)).body).toEqual(body.data[0]);
});

test('the list is paged by key, newest first, each row once', async () => {
  const ids = [];
  for (const name of ['page one', 'page two', 'page three']) ids.unshift(await makeTier(name));
  const seen = [];
  for (let cursor = ''; ;) {
    const { body } = await admin.get(`/api/audit?action=tier.create&limit=1${cursor}`);
    seen.push(...body.data.map(({ resourceId }: { resourceId: string }) => resourceId));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  expect(seen.slice(0, 3)).toEqual(ids);
  expect(new Set(seen).size).toBe(seen.length);
});

test('each filter leaves what matches and nothing else', async () => {
  const { token, memberId, email } = await admin.signIn('owner');
  const { body: tier } = await admin.post('/api/tiers', { name: 'filtered', ...limits }, { token });
  await admin.change(async (change) => change.note({ action: 'thing.make', resource: 'thing', resourceId: 'a', projectId: 'p1' }));
  const actions = async (filter: string) => (await admin.get(`/api/audit?${filter}`)).body.data.map(({ action }: { action: string }) => action);
  expect(await actions(`author=${memberId}`)).toEqual(['tier.create']);
  expect(await actions(`author=${email.toUpperCase()}`)).toEqual(['tier.create']);
  expect(await actions('resource=thing')).toEqual(['thing.make']);
  expect(await actions(`resourceId=${tier.id}`)).toEqual(['tier.create']);
  expect(await actions('projectId=p1')).toEqual(['thing.make']);
  expect(await actions('action=thing.make')).toEqual(['thing.make']);
  expect(await actions('author=nobody')).toEqual([]);
  const { body: { data: [{ at }] } } = await admin.get('/api/audit?action=thing.make');
  expect(await actions(`resource=thing&from=${at}`)).toEqual(['thing.make']);
  expect(await actions(`resource=thing&to=${at}`)).toEqual([]);
});

test('an export holds all that matches, and says first how much that is', async () => {
  await admin.change(async (change) => {
    for (let number = 0; number < 1201; number += 1) change.note({ action: 'bulk.make', resource: 'bulk', resourceId: `${number}`, after: { number } });
  });
  const response = await admin.get('/api/audit/export?format=ndjson&resource=bulk');
  expect(response.headers.get('x-aiproxy-rows')).toBe('1201');
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (response.body as string).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(lines.map(({ resourceId }) => resourceId)).toEqual(Array.from({ length: 1201 }, (_, index) => `${1200 - index}`));
  expect((await admin.get('/api/audit/export?resource=none')).body).toBe('');
});

test('no cell of a CSV file is a formula, and quotes and line ends stay in their cell', async () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(1)', '\tx', '\rx', 'a "b", c\nd', 'plain'];
  await admin.change(async (change) => {
    for (const resourceId of hostile) change.note({ action: 'csv.make', resource: 'csv', resourceId });
  });
  const { headers, body } = await admin.get('/api/audit/export?format=csv&action=csv.make');
  expect(headers.get('content-type')).toContain('text/csv');
  const [heading, ...rows] = (body as string).split('\r\n');
  expect(heading).toBe('"sequence","at","authorKind","authorId","authorName","via","action","resource","resourceId","projectId","before","after","address","client","requestId","hash","previousHash"');
  expect(rows.filter(Boolean).map((row) => /"csv","((?:[^"]|"")*)"/.exec(row)?.[1]).toReversed())
    .toEqual(["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\tx", "'\rx", 'a ""b"", c\nd', 'plain']);
});

test('verify proves the whole log, and finds what was tampered with', async () => {
  const { status, body } = await admin.post('/api/audit/verify');
  expect({ status, body }).toMatchObject({ status: 200, body: { ok: true, firstBroken: null, head: { sequence: String(body.rows), hash: expect.stringMatching(/^[0-9a-f]{64}$/) } } });
  expect((await admin.post('/api/audit/verify', { expected: body.head })).body).toMatchObject({ ok: true });
  await admin.query('ALTER TABLE audit DISABLE TRIGGER USER');
  await admin.query("UPDATE audit SET author_name = 'somebody else' WHERE sequence = 3");
  expect((await admin.post('/api/audit/verify')).body).toMatchObject({ ok: false, rows: 2, firstBroken: { sequence: '3', reason: 'changed' } });
  await admin.query('DELETE FROM audit');
  expect((await admin.post('/api/audit/verify', { expected: body.head })).body).toMatchObject({ ok: false, head: null, firstBroken: { sequence: '1', reason: 'cut-off' } });
});
