import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a drill of another project is not there, like one that does not exist', async () => {
  const [mine, theirs] = [(await makeProject(admin)).id, (await makeProject(admin)).id];
  const { id } = (await admin.post(`/api/projects/${theirs}/drills`, { providerId: 'openai', effect: 'down', share: 10, reason: 'x', durationMinutes: 30 })).body;
  const me = await admin.signIn(null, [{ projectId: mine, role: 'admin' }]);
  for (const [method, end] of [['GET', ''], ['GET', '/report'], ['POST', '/end']] as const) {
    const hidden = await admin.ask(method, `/api/projects/${mine}/drills/${id}${end}`, undefined, me);
    expect(hidden).toMatchObject({ status: 404, body: { error: { message: 'There is no such drill.' } } });
    expect((await admin.ask(method, `/api/projects/${mine}/drills/none${end}`, undefined, me)).body).toEqual(hidden.body);
  }
  expect((await admin.get(`/api/projects/${theirs}/drills/${id}`)).body.state).toBe('under-way');
});
