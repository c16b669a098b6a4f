import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('no change is made for a version that is not the present one', async () => {
  const { body: { id } } = await admin.post('/api/credentials', { providerId: 'openai', name: 'main', secret: 'sk-1' });
  await admin.patch(`/api/credentials/${id}`, { name: 'second version' });
  const stale = { headers: { 'if-match': '"1"' } };
  const path = `/api/credentials/${id}`;
  const answers = [
    await admin.patch(path, { name: 'x' }, stale), await admin.remove(path, stale), await admin.post(`${path}/rotate`, { secret: 's' }, stale), await admin.post(`${path}/disable`, {}, stale),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 412, body: { error: { code: 'stale' } } });
  expect((await admin.get(path)).body).toMatchObject({ name: 'second version', version: 2, state: 'active' });
});
