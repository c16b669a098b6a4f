import { makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a name and a tier are enough: no markup, no cost centre, no tags', async () => {
  const { id: tierId } = await makeTier(admin);
  const created = await admin.post('/api/projects', { name: 'plain', tierId });
  expect(created).toMatchObject({ status: 201, body: { name: 'plain', tierId, costCentre: null, basisPoints: 0, tags: {}, archivedAt: null, version: 1 } });
  expect(created.headers.get('etag')).toBe('"1"');
  expect(Date.parse(created.body.createdAt)).toBeCloseTo(Date.now(), -5);
});

test('an admin makes projects, with all that there is to say of one', async () => {
  const { id: tierId } = await makeTier(admin);
  const { token } = await admin.signIn('admin');
  const body = { name: 'full', tierId, costCentre: 'c', basisPoints: -10_000, tags: { team: 'search', 'über': 'ja' } };
  expect(await admin.post('/api/projects', body, { token })).toMatchObject({ status: 201, body });
});
