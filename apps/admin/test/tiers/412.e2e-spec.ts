import { makeTier } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a change made for another version changes nothing', async () => {
  const { id } = await makeTier(admin);
  const { body } = await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 7 });
  const stale = { headers: { 'if-match': '"1"' } };
  expect(await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 8 }, stale)).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  expect((await admin.remove(`/api/tiers/${id}`, stale)).status).toBe(412);
  expect((await admin.get(`/api/tiers/${id}`)).body).toEqual(body);
});

test('If-Match: * is any version that there is', async () => {
  const { id } = await makeTier(admin);
  expect((await admin.patch(`/api/tiers/${id}`, { requestsPerMinute: 8 }, { headers: { 'if-match': '*' } })).status).toBe(200);
});
