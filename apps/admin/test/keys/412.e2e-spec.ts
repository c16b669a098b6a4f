import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a change made for another version changes nothing', async () => {
  const { id } = await makeKey(admin, (await makeProject(admin)).id);
  const { body } = await admin.patch(`/api/keys/${id}`, { name: 'second' });
  const stale = { headers: { 'if-match': '"1"' } };
  expect(await admin.patch(`/api/keys/${id}`, { name: 'lost update' }, stale)).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  for (const act of ['disable', 'enable', 'rotate', 'revoke']) expect((await admin.post(`/api/keys/${id}/${act}`, undefined, stale)).status).toBe(412);
  expect((await admin.get(`/api/keys/${id}`)).body).toEqual(body);
});
