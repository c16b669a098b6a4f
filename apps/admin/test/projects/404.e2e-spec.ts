import { makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const requests: [string, string, object | undefined][] = [
  ['GET', '', undefined], ['PATCH', '', { name: 'x' }], ['PATCH', '/funding', { basisPoints: 1 }], ['POST', '/archive', undefined], ['POST', '/unarchive', undefined],
  ['POST', '/keys', { name: 'k', preset: 'all' }],
];

test.each(requests)('%s …%s: a project of others and one that is not there are told in the same words', async (method, rest, body) => {
  const [mine, theirs] = [await makeProject(admin), await makeProject(admin)];
  const { token } = await admin.signIn(null, [{ projectId: mine.id, role: 'admin' }]);
  const hidden = await admin.ask(method, `/api/projects/${theirs.id}${rest}`, body, { token });
  const absent = await admin.ask(method, `/api/projects/00000000-0000-7000-8000-000000000000${rest}`, body, { token });
  expect([hidden.status, absent.status]).toEqual([404, 404]);
  expect(JSON.stringify(hidden.body)).toBe(JSON.stringify(absent.body));
  expect(hidden.body.error).toEqual({ message: 'There is no such project.', type: 'invalid_request_error', param: null, code: 'not_found' });
});
