import { make, makeProject, makeRequest } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { day, hour, minute, second, TestClock } from '../harness/test-clock.js';

const clock = new TestClock();
let admin: RunningAdmin;
let path: string;
let projectId: string;
beforeAll(async () => { admin = await startAdmin({}, undefined, clock); });
beforeEach(async () => {
  projectId = (await makeProject(admin)).id;
  path = `/api/projects/${projectId}/drills`;
});
afterAll(() => admin.close());

const down = { providerId: 'openai', effect: 'down', share: 10, reason: 'game day', durationMinutes: 30 };
const inMs = (ms: number) => new Date(clock.now() + ms).toISOString();

test('a drill of a provider begins at once and ends by itself', async () => {
  const created = await admin.post(path, down);
  expect(created).toMatchObject({
    status: 201,
    body: {
      projectId, providerId: 'openai', targetId: null, effect: 'down', share: 10, delayMs: null, failPercent: null, reason: 'game day', state: 'under-way',
      startsAt: inMs(0), endsAt: inMs(30 * minute), endedAt: null, createdBy: expect.stringContaining('@'),
    },
  });
  const one = `${path}/${created.body.id}`;
  expect(await admin.get(one)).toMatchObject({ status: 200, body: created.body });
  clock.advance(30 * minute - 1);
  expect((await admin.get(one)).body.state).toBe('under-way');
  clock.advance(1);
  expect((await admin.get(one)).body).toMatchObject({ state: 'over', endedAt: null });
});

test('of a target, with the figures of its effect; flaky is half unless it is said', async () => {
  const model = await make(admin, '/api/models', { id: 'drilled', type: 'chat' });
  const target = await make(admin, `/api/models/${model.id}/targets`, { providerId: 'vllm', upstreamModel: 'm' });
  const { providerId: _, ...rest } = { ...down, targetId: target.id };
  expect((await admin.post(path, { ...rest, effect: 'slow', delayMs: 1500 })).body).toMatchObject({ targetId: target.id, providerId: null, delayMs: 1500, failPercent: null });
  expect((await admin.post(path, { ...rest, effect: 'flaky' })).body).toMatchObject({ failPercent: 50, delayMs: null });
  expect((await admin.post(path, { ...rest, effect: 'flaky', failPercent: 5 })).body).toMatchObject({ failPercent: 5 });
});

test('one that is ahead waits for its moment, for 24 hours at most, in any zone', async () => {
  const { durationMinutes: _, ...rest } = down;
  const startsAt = inMs(29 * day).replace('Z', '+00:00');
  expect(await admin.post(path, { ...rest, startsAt, endsAt: inMs(30 * day) })).toMatchObject({ status: 201, body: { state: 'ahead', startsAt: inMs(29 * day), endsAt: inMs(30 * day) } });
});

test('the list is newest first, by state and by page', async () => {
  const over = (await admin.post(path, { ...down, durationMinutes: 1 })).body.id;
  const ahead = (await admin.post(path, { ...down, startsAt: inMs(hour) })).body.id;
  clock.advance(5 * minute);
  const on = (await admin.post(path, down)).body.id;
  const idsOf = async (query: string) => (await admin.get(`${path}?${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await idsOf('')).toEqual([on, ahead, over]);
  for (const [state, id] of [['over', over], ['ahead', ahead], ['under-way', on]]) expect([state, await idsOf(`state=${state}`)]).toEqual([state, [id]]);
  const { body } = await admin.get(`${path}?limit=2`);
  expect(await idsOf(`limit=2&cursor=${body.nextCursor}`)).toEqual([over]);
});

test('ended before its time it is over at once; to end it again, or one whose time is over, changes nothing', async () => {
  const { id } = (await admin.post(path, down)).body;
  clock.advance(minute);
  const ended = await admin.post(`${path}/${id}/end`);
  expect(ended).toMatchObject({ status: 200, body: { state: 'over', endedAt: inMs(0), endsAt: inMs(29 * minute) } });
  clock.advance(minute);
  expect((await admin.post(`${path}/${id}/end`)).body).toEqual(ended.body);
  const brief = (await admin.post(path, { ...down, durationMinutes: 1 })).body.id;
  clock.advance(minute);
  expect((await admin.post(`${path}/${brief}/end`)).body).toMatchObject({ state: 'over', endedAt: null });
});

test('beginning and end are in the audit log, with the reason', async () => {
  const { id } = (await admin.post(path, down)).body;
  await admin.post(`${path}/${id}/end`);
  const rows = await admin.query('SELECT action, project_id, before, after FROM audit WHERE resource_id = $1 ORDER BY sequence', [id]);
  expect(rows).toMatchObject([{ action: 'drill.create', project_id: projectId, before: null, after: expect.stringContaining('game day') }, { action: 'drill.end', project_id: projectId }]);
});

test('the configuration’s revision grows with each, so that every proxy hears of it', async () => {
  const revision = async () => Number((await admin.query('SELECT number FROM revision'))[0].number);
  const before = await revision();
  const { id } = (await admin.post(path, down)).body;
  const during = await revision();
  await admin.post(`${path}/${id}/end`);
  expect([during > before, await revision() > during]).toEqual([true, true]);
});

test('the report counts the requests of its time that it met', async () => {
  const { id, startsAt } = (await admin.post(path, down)).body;
  const attempt = { modelServed: 'm', credentialId: 'env:openai', region: null, firstTokenMs: null, totalMs: 1 };
  const lost = { ...attempt, attempt: 1, targetId: 'a', providerId: 'openai', reason: 'weighted' as const, drillId: id, outcome: 'upstream_unreachable' };
  const safe = { ...attempt, attempt: 2, targetId: 'b', providerId: 'groq', reason: 'weighted' as const, drillId: null, outcome: 'ok' };
  const at = new Date(clock.now() + second);
  await makeRequest(admin, { projectId, at, attempts: [lost, safe], totalMs: 30 });
  await makeRequest(admin, { projectId, at, attempts: [lost], status: 502, errorCode: 'upstream_unreachable', totalMs: 50 });
  await makeRequest(admin, { projectId, at, attempts: [lost, lost, safe], totalMs: 40 });
  await makeRequest(admin, { projectId, at, attempts: [safe], totalMs: 5 });
  await makeRequest(admin, { at, attempts: [lost] });
  clock.advance(minute);
  expect(await admin.get(`${path}/${id}/report`)).toMatchObject({ status: 200 });
  expect((await admin.get(`${path}/${id}/report`)).body).toEqual({
    drillId: id, from: startsAt, until: inMs(0), complete: true, requests: 4, met: 3, answered: 2, saved: 2,
    failed: [{ status: 502, errorCode: 'upstream_unreachable', requests: 1 }], metAttempts: [{ outcome: 'upstream_unreachable', attempts: 4 }],
    attemptsPerRequest: 2, metMs: { median: 40, p99: 50 }, unmetMs: { median: 5, p99: 5 },
  });
});

test('an admin of the project drills it; its other members read', async () => {
  const [own, developer] = [await admin.signIn(null, [{ projectId, role: 'admin' }]), await admin.signIn(null, [{ projectId, role: 'developer' }])];
  const { status, body } = await admin.post(path, down, own);
  expect([status, body.createdBy]).toEqual([201, own.email]);
  expect((await admin.get(`${path}/${body.id}/report`, developer)).status).toBe(200);
  expect((await admin.post(`${path}/${body.id}/end`, undefined, own)).status).toBe(200);
});
