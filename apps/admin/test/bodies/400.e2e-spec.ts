import { make, makeProject, someLimits } from '../harness/resources.js';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let path: string;
beforeAll(async () => {
  admin = await startAdmin();
  path = `/api/projects/${(await makeProject(admin)).id}`;
});
afterAll(() => admin.close());

test.each([
  ['as it is', '{"name":"x","tags":{"__proto__":"v"}}', '__proto__'], ['escaped', '{"name":"x","tags":{"__pr\\u006fto__":"v"}}', '__proto__'],
  ['in a list', '{"name":"x","tags":[{"constructor":{"prototype":1}}]}', 'constructor'],
])('a name that would vanish is refused, however it is written: %s', async (_, body, name) => {
  expect(await admin.patch(path, body)).toMatchObject({ status: 400, body: { error: { message: `Nothing can be named "${name}".` } } });
  expect((await admin.get(path)).body.version).toBe(1);
});

test('a tag named like something that every object has is refused: it would vanish, too', async () => {
  expect(await admin.patch(path, { tags: { team: 'a', toString: 'b' } })).toMatchObject({ status: 400, body: { error: { param: 'tags', message: expect.stringContaining('toString') } } });
});

test.each([['objects', '{"a":', '}'], ['lists', '[', ']']])('a body of 100,000 %s in each other is refused in words', async (_, open, close) => {
  const body = `{"tags":${open.repeat(100_000)}1${close.repeat(100_000)}}`;
  expect(await admin.patch(path, body)).toMatchObject({ status: 400, body: { error: { message: 'The body must not be nested deeper than 32 levels.' } } });
});

test('text that only looks like such a name is taken as it is', async () => {
  const tags = { note: '"__proto__": 1' };
  expect(await admin.patch(path, { tags })).toMatchObject({ status: 200, body: { tags } });
});

test.each([
  ['/api/tiers', 'modelLimits', { name: 't', ...someLimits }], ['/api/invitations', 'projectRoles', { email: 'a@example.com' }], ['/api/models', 'targets', { id: 'house/a', type: 'chat' }],
])('a list where an object belongs is refused: POST %s, %s', async (at, field, body) => {
  for (const one of [[], [[]], [body]]) expect(await admin.post(at, { ...body, [field]: [one] })).toMatchObject({ status: 400, body: { error: { param: field } } });
});

test('the same of the prices of a target', async () => {
  const model = await make(admin, '/api/models', { id: 'house/b', type: 'chat' });
  const target = await make(admin, `/api/models/${model.id.replace('/', '%2F')}/targets`, { providerId: 'openai', upstreamModel: 'm' });
  expect(await admin.post(`/api/targets/${target.id}/prices`, { reason: 'as agreed', validFrom: '2999-01-01', unitPrices: [[]] })).toMatchObject({ status: 400, body: { error: { param: 'unitPrices' } } });
});
