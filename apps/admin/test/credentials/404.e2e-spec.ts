import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('what is not there and what one may not know about are the same', async () => {
  const { body: { id } } = await admin.post('/api/credentials', { providerId: 'openai', name: 'main', secret: 'sk-1' });
  const { token } = await admin.signIn('finance');
  const [hidden, absent] = [await admin.get(`/api/credentials/${id}`, { token }), await admin.get('/api/credentials/none')];
  expect([hidden.status, absent.status]).toEqual([404, 404]);
  expect(hidden.body).toEqual(absent.body);
});

test('a removed credential is only looked at', async () => {
  const { body: { id } } = await admin.post('/api/credentials', { providerId: 'openai', name: 'gone', secret: 'sk-1' });
  await admin.remove(`/api/credentials/${id}`);
  const path = `/api/credentials/${id}`;
  const answers = [
    await admin.patch(path, { name: 'x' }), await admin.remove(path), await admin.post(`${path}/rotate`, { secret: 's' }), await admin.post(`${path}/test`),
    await admin.post(`${path}/disable`), await admin.post(`${path}/enable`),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});
