import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test.each([
  ['GET', ''], ['PATCH', ''], ['POST', '/disable'], ['POST', '/enable'], ['POST', '/revoke'], ['POST', '/rotate'],
])("%s …%s: a key of others and one that is not there are told in the same words", async (method, rest) => {
  const [mine, theirs] = [await makeProject(admin), await makeProject(admin)];
  const { id } = await makeKey(admin, theirs.id);
  const body = method === 'GET' ? undefined : {};
  const absent = await admin.ask(method, `/api/keys/00000000-0000-7000-8000-000000000000${rest}`, body);
  for (const { token } of [await admin.signIn(null, [{ projectId: mine.id, role: 'admin' }]), await admin.signIn('finance'), await admin.signIn(null)]) {
    const hidden = await admin.ask(method, `/api/keys/${id}${rest}`, body, { token });
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(JSON.stringify(hidden.body)).toBe(JSON.stringify(absent.body));
  }
  expect(absent.body.error).toEqual({ message: 'There is no such key.', type: 'invalid_request_error', param: null, code: 'not_found' });
});
