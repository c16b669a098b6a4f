import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('neither nobody nor an API key itself reads, makes or ends a key', async () => {
  const { id: projectId } = await makeProject(admin);
  const { id, secret } = await makeKey(admin, projectId);
  for (const token of [null, secret]) {
    const answers = [
      await admin.get('/api/keys', { token }), await admin.get(`/api/keys/${id}`, { token }), await admin.post(`/api/projects/${projectId}/keys`, {}, { token }),
      await admin.post(`/api/keys/${id}/rotate`, {}, { token }), await admin.post(`/api/keys/${id}/revoke`, {}, { token }), await admin.get('/api/key-permissions', { token }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
  }
  expect((await admin.get(`/api/keys/${id}`)).body).toMatchObject({ state: 'active', version: 1 });
});
