import { makeKey, makeProject } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let path: string;
beforeAll(async () => {
  admin = await startAdmin();
  path = `/api/projects/${(await makeProject(admin)).id}/keys`;
});
afterAll(() => admin.close());

const params = (body: { error: { problems: { param: string }[] } }) => body.error.problems.map(({ param }) => param).sort();

test('all that is wrong is told, field by field', async () => {
  const { status, body } = await admin.post(path, {
    name: '', permissions: ['chat:write', 'everything'], allowedModels: 'gpt-4o', deniedProviders: ['with space'], allowedAddresses: [7], limits: { requestsPerMinute: -1 },
    endUserPolicy: 'maybe', tags: 'none', expiresAt: 'tomorrow', hash: 'mine',
  });
  expect([status, params(body)]).toEqual([400, ['allowedAddresses', 'allowedModels', 'deniedProviders', 'endUserPolicy', 'expiresAt', 'hash', 'limits.requestsPerMinute', 'name', 'permissions', 'tags']]);
});

test('what is wrong beyond its form is told at once, too, by its place in the list', async () => {
  const { status, body } = await admin.post(path, {
    name: 'k', preset: 'all', permissions: [], allowedProviders: ['openai', 'opnai'], deniedProviders: ['zzz*'], allowedAddresses: ['10.0.0.0/8', '10.0.0.0/33', 'localhost'],
    expiresAt: '2001-01-01T00:00:00Z',
  });
  expect([status, params(body)]).toEqual([400, ['allowedAddresses[1]', 'allowedAddresses[2]', 'allowedProviders[1]', 'deniedProviders[0]', 'expiresAt', 'preset']]);
  expect(body.error.problems[1]).toEqual({ param: 'allowedProviders[1]', message: expect.stringContaining('matches no provider. There are: openai,') });
});

test.each<[string, object, string]>([
  ['neither permissions nor a preset', { preset: undefined }, 'permissions'],
  ['a preset that is not there', { preset: 'root' }, 'preset'],
  ['a management permission', { preset: undefined, permissions: ['member:read'] }, 'permissions'],
  ['a tier that is not there', { tierId: 'none' }, 'tierId'],
  ['limits as a list', { limits: [{ requestsPerMinute: 1 }] }, 'limits'],
  ['an owner that is not there', { ownerId: 'none' }, 'ownerId'],
  ['an expiry without a time zone', { expiresAt: '2999-01-01T00:00:00' }, 'expiresAt'],
  ['an expiry on a day that no calendar has', { expiresAt: '2999-02-31T00:00:00Z' }, 'expiresAt'],
  ['101 patterns', { allowedModels: Array(101).fill('a') }, 'allowedModels'],
])('%s is refused, and the field named', async (_, some, param) => {
  expect(await admin.post(path, { name: 'k', preset: 'all', ...some })).toMatchObject({ status: 400, body: { error: { param } } });
});

test('an owner must be able to read the project, and is told the same as one that is not there', async () => {
  const [stranger, left] = [await admin.signIn(null), await admin.signIn('viewer')];
  await admin.query('UPDATE member SET disabled_at = now() WHERE id = $1', [left.memberId]);
  const absent = await admin.post(path, { name: 'k', preset: 'all', ownerId: 'none' });
  for (const { memberId } of [stranger, left]) {
    const refused = await admin.post(path, { name: 'k', preset: 'all', ownerId: memberId });
    expect([refused.status, refused.body]).toEqual([400, absent.body]);
  }
});

test.each(['name', 'permissions', 'preset', 'allowedModels', 'allowedAddresses', 'limits', 'tags', 'endUserPolicy'])('%s cannot be emptied with null', async (field) => {
  const { id } = await makeKey(admin, path.split('/')[3]);
  expect(await admin.patch(`/api/keys/${id}`, { [field]: null })).toMatchObject({ status: 400, body: { error: { param: field } } });
});

test.each([-1, 30 * 86_400 + 1, 0.5, '60', null])('an overlap of %p seconds is refused', async (overlapSeconds) => {
  const { id } = await makeKey(admin, path.split('/')[3]);
  expect(await admin.post(`/api/keys/${id}/rotate`, { overlapSeconds })).toMatchObject({ status: 400, body: { error: { param: 'overlapSeconds' } } });
});

test.each(['state=dead', 'tag=x', 'limit=201', 'secret=x'])('a filter that makes no sense is named: %s', async (query) => {
  expect(await admin.get(`/api/keys?${query}`)).toMatchObject({ status: 400, body: { error: { param: query.split('=')[0] } } });
});
