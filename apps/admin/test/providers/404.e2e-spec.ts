import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('a provider that is none is not there, and for whoever may see nothing none is', async () => {
  const { token } = await admin.signIn(null);
  const [absent, hidden] = [await admin.get('/api/providers/toString'), await admin.get('/api/providers/openai', { token })];
  expect([absent.status, hidden.status]).toEqual([404, 404]);
  expect(hidden.body).toEqual(absent.body);
  expect((await admin.get('/api/providers', { token })).status).toBe(403);
});
