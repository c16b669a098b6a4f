import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };

test('all that is wrong is told, field by field, unknown fields too', async () => {
  const { status, body } = await admin.post('/api/tiers', { ...limits, name: '', requestsPerDay: -1, colour: 'red', modelLimits: [{ models: 'a', ...limits, tokensPerMinute: 'many' }] });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ type: 'invalid_request_error', message: expect.any(String), param: expect.any(String) });
  expect(body.error.problems.map(({ param }: { param: string }) => param).sort()).toEqual(['colour', 'modelLimits[0].tokensPerMinute', 'name', 'requestsPerDay']);
  expect(body.error.problems).toContainEqual({ param: 'requestsPerDay', message: 'requestsPerDay must be a whole number from 0 to 2147483647, or "unlimited"' });
  expect(body.error.problems).toContainEqual({ param: 'colour', message: '"colour" is not a field here.' });
});

test('unlimited has to be said: a limit left out is no limit forgotten', async () => {
  const { body } = await admin.post('/api/tiers', { name: 'x', requestsPerMinute: 1 });
  expect(body.error.problems.map(({ param }: { param: string }) => param)).toEqual(['requestsPerDay', 'tokensPerMinute', 'concurrentRequests']);
});

test.each([
  ['no JSON', '{"name":', 'invalid_json'],
  ['no object', '[1]', null],
])('a body that is %s is refused', async (_, body, code) => {
  expect(await admin.post('/api/tiers', body)).toMatchObject({ status: 400, body: { error: { code } } });
});

test('a bad page size and a bad If-Match are named', async () => {
  expect((await admin.get('/api/tiers?limit=1000')).body.error.param).toBe('limit');
  const { body: { id } } = await admin.post('/api/tiers', { name: 'y', ...limits });
  expect(await admin.patch(`/api/tiers/${id}`, { name: 'z' }, { headers: { 'if-match': 'nonsense' } })).toMatchObject({ status: 400, body: { error: { param: 'If-Match' } } });
});

test.each(['name', 'requestsPerMinute', 'modelLimits'])('%s cannot be emptied with null', async (field) => {
  const { body: { id } } = await admin.post('/api/tiers', { name: `null ${field}`, ...limits });
  expect(await admin.patch(`/api/tiers/${id}`, { [field]: null })).toMatchObject({ status: 400, body: { error: { param: field } } });
});
