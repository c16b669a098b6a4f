import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const down = { providerId: 'openai', effect: 'down', share: 10, reason: 'game day', durationMinutes: 30 };

test('a project has five drills under way and ahead at most, also of those declared at once', async () => {
  const path = `/api/projects/${(await makeProject(admin)).id}/drills`;
  const ahead = { ...down, startsAt: new Date(Date.now() + 3_600_000).toISOString() };
  const answers = await Promise.all([down, ahead, down, ahead, down, ahead, down].map((one) => admin.post(path, one)));
  const made = answers.filter(({ status }) => status === 201);
  expect([made.length, answers.filter(({ status }) => status === 409).length]).toEqual([5, 2]);
  expect(answers.find(({ status }) => status === 409)?.body.error.message).toBe('The project has 5 drills under way or ahead, the most there may be. End one first.');
  await admin.post(`${path}/${made[0]?.body.id}/end`);
  expect((await admin.post(path, down)).status).toBe(201);
});

test('an archived project is not drilled', async () => {
  const { id } = await makeProject(admin);
  await admin.post(`/api/projects/${id}/archive`);
  expect(await admin.post(`/api/projects/${id}/drills`, down)).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('archived') } } });
});
