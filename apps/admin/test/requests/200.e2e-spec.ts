import type { RequestAttempt } from '#database/request-row';
import { makeProject, makeRequest } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let here: string;
beforeAll(async () => {
  admin = await startAdmin();
  here = (await makeProject(admin)).id;
});
afterAll(() => admin.close());

const idsOf = async (query: string, token?: string) => (await admin.get(`/api/requests?${query}`, token === undefined ? {} : { token })).body.data.map(({ id }: { id: string }) => id);

test('a request tells by its id how it ended, in words, and which targets were tried', async () => {
  const attempts: RequestAttempt[] = [{
    attempt: 1, targetId: 't', region: 'eu', reason: 'last-usable', drillId: 'd', providerId: 'openai', modelServed: 'gpt-4o', credentialId: 'env:openai', outcome: 'upstream_timeout', firstTokenMs: null, totalMs: 9,
  }];
  const { id, at } = await makeRequest(admin, { projectId: here, status: 504, errorCode: 'upstream_timeout', stream: true, attempts, paramsDropped: ['seed'] });
  expect(await admin.get(`/api/requests/${id}`)).toMatchObject({
    status: 200,
    body: {
      id, at: at.toISOString(), keyId: 'k', projectId: here, endpoint: 'chat', model: 'gpt-4o', status: 504, errorCode: 'upstream_timeout',
      reason: 'The provider took too long.', stream: true, attempts: [{ ...attempts[0], why: 'It does not stand well, but no other could be asked.' }], paramsDropped: ['seed'], replayOf: null, totalMs: 12, processId: 'a process',
    },
  });
  expect((await admin.get('/api/requests?status=5xx')).body.data).toMatchObject([{ id, attempts: [{ ...attempts[0] }] }]);
});

test.each([
  [null, null], ['rate_limit_exceeded', 'Too many requests. Slow down and try again.'], ['cancelled', 'The caller left before the answer was whole.'],
  ['toString', null], ['a code of tomorrow', null],
])('the error code %s means: %s', async (errorCode, reason) => {
  const { id } = await makeRequest(admin, { projectId: here, errorCode });
  expect((await admin.get(`/api/requests/${id}`)).body).toMatchObject({ errorCode, reason });
});

test('the list is paged by key, newest first, each row once', async () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
  const rows = [at(1), at(2), at(2), at(2), at(3)].map((moment) => makeRequest(admin, { projectId: here, keyId: 'paged', at: moment }));
  const made = (await Promise.all(rows)).sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
  const seen = [];
  for (let cursor = ''; ;) {
    const { body } = await admin.get(`/api/requests?keyId=paged&limit=2${cursor}`);
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  expect(seen).toEqual(made.map(({ id }) => id));
});

test('each filter leaves what matches and nothing else', async () => {
  const at = new Date('2026-02-01T00:00:00Z');
  const odd = await makeRequest(admin, { projectId: here, keyId: 'odd key', modelAsked: 'odd-model', status: 429, errorCode: 'insufficient_quota', at });
  await makeRequest(admin, { projectId: here, keyId: 'even key', at: new Date('2026-02-01T00:00:01Z') });
  for (const filter of ['keyId=odd+key', 'model=odd-model', 'status=4xx', 'errorCode=insufficient_quota', 'from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:01Z']) {
    expect({ filter, found: await idsOf(`projectId=${here}&${filter}`) }).toEqual({ filter, found: [odd.id] });
  }
  expect(await idsOf('projectId=none')).toEqual([]);
});

test('a member of projects sees the requests of these alone', async () => {
  const [mine, theirs] = [(await makeProject(admin)).id, (await makeProject(admin)).id];
  const [own, other] = [await makeRequest(admin, { projectId: mine }), await makeRequest(admin, { projectId: theirs })];
  for (const role of ['admin', 'developer', 'viewer'] as const) {
    const { token } = await admin.signIn(null, [{ projectId: mine, role }]);
    expect(await idsOf('', token)).toEqual([own.id]);
    expect(await idsOf(`projectId=${theirs}`, token)).toEqual([]);
    expect((await admin.get(`/api/requests/${own.id}`, { token })).status).toBe(200);
    expect((await admin.get(`/api/requests/${other.id}`, { token })).status).toBe(404);
  }
});
