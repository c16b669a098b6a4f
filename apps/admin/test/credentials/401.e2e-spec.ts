import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('nobody who is not signed in learns of credentials, providers or models', async () => {
  for (const path of ['/api/credentials', '/api/credentials/x', '/api/providers', '/api/models', '/api/models/compare', '/api/targets/x/prices'])
    expect([path, (await admin.get(path, { token: null })).status]).toEqual([path, 401]);
  expect((await admin.post('/api/credentials', {}, { token: null })).status).toBe(401);
});
