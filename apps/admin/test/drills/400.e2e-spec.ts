import { make, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { day, hour, second } from '../harness/test-clock.js';

let admin: RunningAdmin;
let path: string;
beforeAll(async () => {
  admin = await startAdmin();
  path = `/api/projects/${(await makeProject(admin)).id}/drills`;
});
afterAll(() => admin.close());

const fine = { providerId: 'openai', effect: 'down', share: 10, reason: 'game day', durationMinutes: 30 };
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const unlimited = { durationMinutes: undefined };

test.each<[string, object, string]>([
  ['neither of a provider nor of a target', { providerId: undefined }, 'targetId'],
  ['of both', { targetId: 't' }, 'targetId'],
  ['of a provider that nobody knows', { providerId: 'nobody' }, 'providerId'],
  ['of a target that is not there', { providerId: undefined, targetId: 'none' }, 'targetId'],
  ['of another effect', { effect: 'gone' }, 'effect'],
  ['of no request', { share: 0 }, 'share'],
  ['of more than all requests', { share: 101 }, 'share'],
  ['slow without a delay', { effect: 'slow' }, 'delayMs'],
  ['slower than two minutes', { effect: 'slow', delayMs: 120_001 }, 'delayMs'],
  ['down after a delay', { delayMs: 5 }, 'delayMs'],
  ['down in part', { failPercent: 50 }, 'failPercent'],
  ['flaky without failing', { effect: 'flaky', failPercent: 0 }, 'failPercent'],
  ['for no reason', { reason: ' ' }, 'reason'],
  ['for a reason too long', { reason: 'x'.repeat(501) }, 'reason'],
  ['without an end', unlimited, 'durationMinutes'],
  ['with two ends', { endsAt: inMs(hour) }, 'durationMinutes'],
  ['longer than a day', { durationMinutes: 1441 }, 'durationMinutes'],
  ['longer than a day by its end', { ...unlimited, endsAt: inMs(day + hour) }, 'endsAt'],
  ['over before it begins', { ...unlimited, startsAt: inMs(2 * hour), endsAt: inMs(hour) }, 'endsAt'],
  ['of yesterday', { startsAt: inMs(-second) }, 'startsAt'],
  ['of another month', { startsAt: inMs(30 * day + hour) }, 'startsAt'],
  ['of a date without a time', { startsAt: inMs(day).slice(0, 10) }, 'startsAt'],
  ['of a time without a zone', { startsAt: inMs(day).slice(0, 19) }, 'startsAt'],
])('a drill %s is refused, naming the field', async (_, some, param) => {
  expect(await admin.post(path, { ...fine, ...some })).toMatchObject({ status: 400, body: { error: { param, message: expect.stringContaining(param) } } });
});

test('all that is wrong between fields is told', async () => {
  const { body } = await admin.post(path, { ...fine, ...unlimited, providerId: undefined, effect: 'slow', failPercent: 5 });
  expect(body.error.problems.map(({ param }: { param: string }) => param)).toEqual(['targetId', 'delayMs', 'failPercent', 'durationMinutes']);
});

test('a target that is out of use cannot be drilled', async () => {
  const model = await make(admin, '/api/models', { id: 'retiring', type: 'chat' });
  const { id: targetId } = await make(admin, `/api/models/${model.id}/targets`, { providerId: 'vllm', upstreamModel: 'm' });
  await admin.remove(`/api/targets/${targetId}`);
  expect(await admin.post(path, { ...fine, providerId: undefined, targetId })).toMatchObject({ status: 400, body: { error: { param: 'targetId' } } });
});

test('a state that there is not', async () => {
  expect(await admin.get(`${path}?state=paused`)).toMatchObject({ status: 400, body: { error: { param: 'state' } } });
});
