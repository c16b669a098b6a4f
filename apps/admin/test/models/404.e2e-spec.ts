import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

test('what is not there and what one may not know about are the same', async () => {
  await admin.post('/api/models', { id: 'm', type: 'chat' });
  const { token } = await admin.signIn(null);
  const [hidden, absent] = [await admin.get('/api/models/m', { token }), await admin.get('/api/models/none')];
  expect([hidden.status, absent.status]).toEqual([404, 404]);
  expect(hidden.body).toEqual(absent.body);
});

test('nothing is done to a model, an alias or a target that is not there', async () => {
  await admin.post('/api/models', { id: 'has-alias', type: 'chat' });
  await admin.post('/api/models/has-alias/aliases', { alias: 'its-alias' });
  const answers = [
    await admin.patch('/api/models/none', { contextWindow: 1 }), await admin.post('/api/models/none/retire'), await admin.post('/api/models/none/aliases', { alias: 'x' }),
    await admin.post('/api/models/none/targets', { providerId: 'groq', upstreamModel: 'x' }), await admin.remove('/api/models/m/aliases/its-alias'),
    await admin.remove('/api/models/has-alias/aliases/other'), await admin.get('/api/targets/none'), await admin.patch('/api/targets/none', { weight: 1 }),
    await admin.remove('/api/targets/none'), await admin.get('/api/targets/none/prices'),
    await admin.post('/api/targets/none/prices', { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'request', usdPerUnit: '1' }] }),
  ];
  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual(answers.map(() => [404, 'not_found']));
});
