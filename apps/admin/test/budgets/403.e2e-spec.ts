// Who may set budgets: whose money it is, in the organisation or in the project.
import { make, makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let [mine, theirs, projectAdmin] = ['', '', ''];
beforeAll(async () => {
  admin = await startAdmin();
  [mine, theirs] = [(await makeProject(admin)).id, (await makeProject(admin)).id];
  projectAdmin = (await admin.signIn(null, [{ projectId: mine, role: 'admin' }, { projectId: theirs, role: 'viewer' }])).token;
});
afterAll(() => admin.close());

let made = 0;
const set = (some: object, token: string) => admin.post('/api/budgets', { name: `budget ${(made += 1)}`, scope: 'project', value: mine, window: 'day', capUsd: '1', ...some }, { token });

test('a project\'s admin sets budgets of the project, its keys, and what is within it, and no others', async () => {
  const [own, other] = [await makeKey(admin, mine), await makeKey(admin, theirs)];
  const statuses = async (bodies: object[]) => Promise.all(bodies.map(async (body) => (await set(body, projectAdmin)).status));
  expect(await statuses([{}, { scope: 'key', value: own.id }, { scope: 'tag', value: 'a=b', projectId: mine }, { scope: 'model', value: '*', projectId: mine }])).toEqual([201, 201, 201, 201]);
  expect(await statuses([{ value: theirs }, { scope: 'key', value: other.id }, { scope: 'tag', value: 'a=b' }, { scope: 'model', value: '*' }, { scope: 'tag', value: 'a=b', projectId: theirs }])).toEqual([403, 403, 403, 403, 403]);
});

test('what a member may not see is not there: a foreign project is answered like none', async () => {
  const { token } = await admin.signIn(null, [{ projectId: mine, role: 'admin' }]);
  const answers = await Promise.all([theirs, 'nobody'].map((value) => set({ value }, token)));
  for (const { status, body } of answers) expect([status, body.error.message]).toEqual([400, 'value must be the id of a project. There is no such project.']);
  const keys = [(await makeKey(admin, theirs)).id, 'nobody'];
  const ofKeys = await Promise.all(keys.map((value) => set({ scope: 'key', value }, token)));
  expect(ofKeys[0].body.error.message).toBe(ofKeys[1].body.error.message);
});

test('a list shows those of the member\'s projects; those of no project are the organisation\'s', async () => {
  await make(admin, '/api/budgets', { name: 'for all', scope: 'tag', value: 'a=b', window: 'day', capUsd: '1' });
  const foreign = await make(admin, '/api/budgets', { name: 'foreign', scope: 'project', value: theirs, window: 'day', capUsd: '1' });
  const { token } = await admin.signIn(null, [{ projectId: mine, role: 'viewer' }]);
  const projects = ((await admin.get('/api/budgets?limit=200', { token })).body.data as { projectId: string }[]).map(({ projectId }) => projectId);
  expect(new Set(projects)).toEqual(new Set([mine]));
  expect((await admin.get(`/api/budgets/${foreign.id}`, { token })).status).toBe(404);
  expect((await admin.patch(`/api/budgets/${foreign.id}`, { capUsd: '2' }, { token: projectAdmin })).status).toBe(403);
});

test('finance sets any; channels are named by those who may see them', async () => {
  const { id } = await make(admin, '/api/notification-channels', { name: 'c', kind: 'email', address: 'a@example.com' });
  const finance = (await admin.signIn('finance')).token;
  expect((await set({ scope: 'tag', value: 'a=b', channelIds: [id] }, finance)).status).toBe(201);
  expect(await set({ channelIds: [id] }, projectAdmin)).toMatchObject({ status: 403, body: { error: { param: 'channelIds' } } });
});
