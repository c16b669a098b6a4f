import { randomBytes } from 'node:crypto';
import { Sealer } from '#access/seal';
import { RequestBodyRepository, sealedAs } from '#database/request-bodies';
import { makeProject, makeRequest } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const key = randomBytes(32);
const sealer = new Sealer([key]);

let admin: RunningAdmin;
let projectId: string;
beforeAll(async () => {
  admin = await startAdmin({ ENCRYPTION_KEY: key.toString('base64') });
  projectId = (await makeProject(admin, { keepBodies: 'both', keepBodiesDays: 2 })).id;
});
afterAll(() => admin.close());

/** As a proxy would have kept it. */
async function keep({ by = sealer, at = new Date(), answer = true } = {}): Promise<string> {
  const { id } = await makeRequest(admin, { projectId, at });
  const seal = (text: string, side: 'request' | 'answer') => by.seal(text, sealedAs(id, side));
  const row = { requestId: id, at, projectId, request: seal('{"messages":[]}', 'request'), requestCut: false, answer: answer ? seal('{"choices":', 'answer') : null, answerCut: answer };
  await new RequestBodyRepository(admin.database).insertMany([row]);
  return id;
}
const looks = (id: string) => admin.query("SELECT action, resource, project_id, author_kind, before, after FROM audit WHERE resource_id = $1", [id]);

test('what was said comes as it was kept, and the look at it is in the audit log, without what was said', async () => {
  const id = await keep();
  expect(await admin.get(`/api/requests/${id}/body`)).toMatchObject({ status: 200, body: { id, request: '{"messages":[]}', requestCut: false, answer: '{"choices":', answerCut: true } });
  expect(await looks(id)).toEqual([{ action: 'request.read-body', resource: 'request', project_id: projectId, author_kind: 'member', before: null, after: null }]);
});

test('where only the request was kept, nothing was, or its days are over, that is null', async () => {
  const nothing = { request: null, requestCut: false, answer: null, answerCut: false };
  expect((await admin.get(`/api/requests/${await keep({ answer: false })}/body`)).body).toMatchObject({ request: '{"messages":[]}', answer: null });
  expect((await admin.get(`/api/requests/${(await makeRequest(admin, { projectId })).id}/body`)).body).toMatchObject(nothing);
  expect((await admin.get(`/api/requests/${await keep({ at: new Date(Date.now() - 2 * 86_400_000) })}/body`)).body).toMatchObject(nothing);
});

test('an admin of its project reads it; its developers, and those who see the requests of all projects, do not, and nothing is noted', async () => {
  const id = await keep();
  for (const [role, projectRole, status] of [[null, 'admin', 200], [null, 'developer', 403], ['auditor', undefined, 403], ['viewer', undefined, 403]] as const) {
    const { token } = await admin.signIn(role, projectRole ? [{ projectId, role: projectRole }] : []);
    expect([role, projectRole, (await admin.get(`/api/requests/${id}/body`, { token })).status]).toEqual([role, projectRole, status]);
  }
  expect(await looks(id)).toHaveLength(1);
});

test('what another key sealed is said to be, and is not shown', async () => {
  const id = await keep({ by: new Sealer([randomBytes(32)]) });
  expect(await admin.get(`/api/requests/${id}/body`)).toMatchObject({ status: 404, body: { error: { message: expect.stringContaining('ENCRYPTION_KEY') as string } } });
});
