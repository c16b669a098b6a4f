import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin({ ALLOW_PRIVATE_UPSTREAMS: 'true' }); });
afterAll(() => admin.close());

test('a credential is connected: its secret is taken and not shown', async () => {
  const answer = await admin.post('/api/credentials', { providerId: 'anthropic', name: 'main', secret: 'sk-ant-T3stS3cr3t-9876' });
  expect(answer).toMatchObject({ status: 201, body: { providerId: 'anthropic', name: 'main', hasSecret: true, last4: '9876', state: 'active', version: 1 } });
  expect(answer.body).not.toHaveProperty('secret');
  expect((await admin.get('/api/providers/anthropic')).body).toMatchObject({ connected: true, credentials: 1 });
});

test('of a short secret not even the last characters are shown', async () => {
  expect((await admin.post('/api/credentials', { providerId: 'xai', name: 'short', secret: 'abcdefgh' })).body).toMatchObject({ hasSecret: true, last4: null });
});

test("a server of one's own is connected by its address, with a secret or without", async () => {
  const baseUrl = 'http://vllm:8000/v1';
  expect(await admin.post('/api/credentials', { providerId: 'vllm', name: 'plain', baseUrl })).toMatchObject({ status: 201, body: { hasSecret: false, last4: null, baseUrl } });
  expect(await admin.post('/api/credentials', { providerId: 'vllm', name: 'guarded', baseUrl, secret: 'token' })).toMatchObject({ status: 201, body: { hasSecret: true } });
});
