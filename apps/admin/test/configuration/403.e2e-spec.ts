import { permissionsOfOrganisationRole, permissionTable } from '#access/roles';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const ask = async (token: string) => [
  (await admin.get('/api/configuration', { token })).status,
  (await admin.post('/api/configuration/plan', { version: 1 }, { token })).status,
  (await admin.post('/api/configuration/apply', { configuration: { version: 1 } }, { token })).status,
];

test.each([
  ['owner', [200, 200, 200]], ['admin', [200, 200, 200]], ['auditor', [200, 200, 403]], ['finance', [403, 403, 403]], ['viewer', [403, 403, 403]], [null, [403, 403, 403]],
] as const)('%s: export, plan and apply are as the table says', async (role, statuses) => {
  const { token } = await admin.signIn(role);
  expect(await ask(token)).toEqual(statuses);
});

test('whoever may apply a file may do by single routes all that a file can do', () => {
  const reach = permissionTable.map(({ id }) => id).filter((id) => /^(tier|project|key|credential|model|price|chat|completions|embeddings|models):/.test(id));
  expect(reach).toEqual(expect.arrayContaining(['tier:write', 'project:create', 'project:fund', 'project:archive', 'key:create', 'key:limit', 'credential:write', 'model:write', 'price:write', 'chat:write']));
  const appliers = permissionTable.find(({ id }) => id === 'configuration:apply')!;
  expect(appliers.project).toEqual([]);
  for (const role of appliers.organisation) expect(reach.filter((id) => !permissionsOfOrganisationRole(role).has(id))).toEqual([]);
});

test('nobody applies a file without signing in', async () => {
  expect((await admin.post('/api/configuration/apply', { configuration: { version: 1 } }, { token: null })).status).toBe(401);
});
