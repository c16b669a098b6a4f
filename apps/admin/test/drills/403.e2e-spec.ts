import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const down = { providerId: 'openai', effect: 'down', share: 10, reason: 'game day', durationMinutes: 30 };

test('whoever may see the project but not change it neither begins nor ends a drill', async () => {
  const { id: projectId } = await makeProject(admin);
  const path = `/api/projects/${projectId}/drills`;
  const { id } = (await admin.post(path, down)).body;
  const members = [await admin.signIn('viewer'), await admin.signIn(null, [{ projectId, role: 'developer' }]), await admin.signIn('finance')];
  for (const member of members) {
    expect((await admin.post(path, down, member)).status).toBe(403);
    expect((await admin.post(`${path}/${id}/end`, undefined, member)).status).toBe(403);
  }
  expect((await admin.get(`${path}/${id}`)).body.state).toBe('under-way');
});
