import { makeProject, makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let tierId: string;
beforeAll(async () => {
  admin = await startAdmin();
  tierId = (await makeTier(admin)).id;
});
afterAll(() => admin.close());

const params = (body: { error: { problems: { param: string }[] } }) => body.error.problems.map(({ param }) => param).sort();
const seventeen = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`t${index}`, 'x']));

test('all that is wrong is told, field by field', async () => {
  const { status, body } = await admin.post('/api/projects', { name: '  ', tierId: 7, costCentre: '', basisPoints: 1.5, tags: [], owner: 'me' });
  expect([status, params(body)]).toEqual([400, ['basisPoints', 'costCentre', 'name', 'owner', 'tags', 'tierId']]);
});

test.each([
  ['a tier that is not there', { tierId: 'none' }, 'tierId'],
  ['a name with a control character', { name: 'a\u0000b' }, 'name'],
  ['a name of half a character', { name: 'a\ud800' }, 'name'],
  ['a discount of more than all', { basisPoints: -10_001 }, 'basisPoints'],
  ['more than 16 tags', { tags: seventeen }, 'tags'],
  ['a tag of 65 characters', { tags: { team: 'x'.repeat(65) } }, 'tags'],
  ['a tag name that a header could not carry', { tags: { 'a=b': 'x' } }, 'tags'],
  ['another word for a hang-up', { onHangUp: 'wait' }, 'onHangUp'],
  ['another word for what is kept', { keepBodies: 'all' }, 'keepBodies'],
  ['bodies kept for longer than 90 days', { keepBodiesDays: 91 }, 'keepBodiesDays'],
  ['a tag that is no text', { tags: { a: 1 } }, 'tags'],
])('%s is refused, and the field named', async (_, some, param) => {
  expect(await admin.post('/api/projects', { name: 'x', tierId, ...some })).toMatchObject({ status: 400, body: { error: { param, problems: [{ param }] } } });
});

test.each(['name', 'tierId', 'basisPoints', 'tags', 'onHangUp', 'keepBodies', 'keepBodiesDays'])('%s cannot be emptied with null', async (field) => {
  const { id } = await makeProject(admin, { tierId });
  expect(await admin.patch(`/api/projects/${id}`, { [field]: null })).toMatchObject({ status: 400, body: { error: { param: field } } });
});

test.each(['tag=nocolon', 'archived=maybe', 'limit=0', 'name=', 'colour=red'])('a filter that makes no sense is named: %s', async (query) => {
  expect(await admin.get(`/api/projects?${query}`)).toMatchObject({ status: 400, body: { error: { param: query.split('=')[0] } } });
});

test('the funding route takes nothing else', async () => {
  const { id } = await makeProject(admin, { tierId });
  expect(await admin.patch(`/api/projects/${id}/funding`, { name: 'x' })).toMatchObject({ status: 400, body: { error: { param: 'name' } } });
});
