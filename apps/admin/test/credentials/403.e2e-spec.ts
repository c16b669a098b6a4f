import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('whoever may see credentials may not change or test them', async () => {
  const { body: { id } } = await admin.post('/api/credentials', { providerId: 'openai', name: 'main', secret: 'sk-1' });
  for (const role of ['auditor', 'viewer'] as const) {
    const { token } = await admin.signIn(role);
    expect((await admin.get(`/api/credentials/${id}`, { token })).status).toBe(200);
    const refused = [
      await admin.post('/api/credentials', { providerId: 'openai', name: 'x', secret: 'y' }, { token }), await admin.patch(`/api/credentials/${id}`, { name: 'x' }, { token }),
      await admin.remove(`/api/credentials/${id}`, { token }),
      ...await Promise.all(['test', 'rotate', 'disable', 'enable'].map((action) => admin.post(`/api/credentials/${id}/${action}`, { secret: 'z' }, { token }))),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
  }
});
