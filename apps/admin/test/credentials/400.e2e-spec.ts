import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const good = { providerId: 'openai', name: 'main', secret: 'sk-T3stS3cr3tT3stS3cr3t' };
const problem = async (some: object) => {
  const { status, body } = await admin.post('/api/credentials', { ...good, ...some });
  return { status, param: body.error?.param, message: body.error?.message };
};

test.each([
  ['an unknown provider', { providerId: 'acme' }, 'providerId', 'providerId must be one of openai'],
  ['the sandbox', { providerId: 'sandbox' }, 'providerId', 'takes no credential'],
  ['no name', { name: ' ' }, 'name', 'name must be'],
  ['no secret where one is needed', { secret: undefined }, 'secret', 'secret must be given'],
  ['a secret of null', { secret: null }, 'secret', 'secret must be'],
  ['a secret with a line break', { secret: 'sk-1\r\nx-evil: 1' }, 'secret', 'visible ASCII'],
  ['an empty secret', { secret: '' }, 'secret', 'secret must be'],
  ['no address of a server of one’s own', { providerId: 'ollama', secret: undefined }, 'baseUrl', 'baseUrl must be given'],
  ['a foreign field', { sealed: 'x' }, 'sealed', 'is not a field here'],
])('%s is refused by name', async (_, some, param, message) => {
  expect(await problem(some)).toEqual({ status: 400, param, message: expect.stringContaining(message) });
});

test.each([
  ['http://api.example.com/v1', 'https://'], ['https://127.0.0.1/v1', 'private or loopback'], ['https://localhost:8443', 'private or loopback'],
  ['https://[::ffff:10.0.0.1]/', 'private or loopback'], ['http://169.254.169.254/latest', 'link-local'], ['https://user:pass@example.com', 'user name'],
  ['https://example.com/?key=1', 'query'], ['https://example.com/#a', 'fragment'], ['example.com', 'must be a URL'], ['javascript:alert(1)', 'must be a URL'],
])('the base URL %s is refused', async (baseUrl, message) => {
  expect(await problem({ baseUrl })).toEqual({ status: 400, param: 'baseUrl', message: expect.stringContaining(message) });
});

test('what is refused repeats no secret', async () => {
  const answers = [
    await admin.post('/api/credentials', { ...good, name: '' }), await admin.post('/api/credentials', { ...good, secret: `${good.secret} ` }),
    await admin.post('/api/credentials', `{"secret":"${good.secret}"`), await admin.post('/api/credentials', { ...good, [good.secret]: 1 }),
  ];
  for (const { status, body } of answers.slice(0, 3)) expect([status, JSON.stringify(body).includes(good.secret)]).toEqual([400, false]);
  expect(answers[3].status).toBe(400);
});

test('an unknown state is no filter', async () => {
  expect(await admin.get('/api/credentials?state=gone')).toMatchObject({ status: 400, body: { error: { param: 'state' } } });
});
