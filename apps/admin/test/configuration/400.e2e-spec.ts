import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

interface Problem { param: string; message: string }
const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
const problemsOf = async (file: object): Promise<Problem[]> => {
  const { status, body } = await admin.post('/api/configuration/plan', file);
  expect(status).toBe(400);
  return body.error.problems;
};

test('all that is wrong in the form of a file is told, each with its place', async () => {
  const problems = await problemsOf({
    version: 2, colour: 'red',
    tiers: { a: { ...limits, requestsPerDay: 'many', burst: 1 }, '7': 'x' },
    projects: { 'acme 1': { tier: 't', tags: { 'a=b': 'c' }, keys: { ci: { permissions: ['chat:write', 'all'], expiresAt: '2026-02-30' }, b: { allowedModels: ['x', 'y z'] } } }, '2024': {} },
    providers: { acme: { credentials: {} } },
    models: { 'house/m': { type: 'chat', targets: [{ provider: 'openai', upstreamModel: 'x', prices: [{ validFrom: '2026-01-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: 0.15 }] }] }, 'openai'] } },
  });
  expect(problems.map(({ param }) => param).sort()).toEqual([
    'colour', 'models.house/m.targets[1]', 'projects.2024.tier', 'projects.acme 1.keys.b.allowedModels[1]', 'projects.acme 1.keys.ci.expiresAt', 'projects.acme 1.keys.ci.permissions[1]',
    'projects.acme 1.tags', 'providers.acme', 'tiers.7', 'version',
  ]);
  expect(problems).toContainEqual({ param: 'projects.acme 1.keys.ci.permissions[1]', message: 'projects.acme 1.keys.ci.permissions[1] must be one of models:read, chat:write, completions:write, embeddings:write' });
  expect(problems).toContainEqual({ param: 'colour', message: '"colour" is not a field here.' });
  expect(problems).toContainEqual({ param: 'tiers.7', message: 'tiers.7 must be an object' });
});

test('fields of what is named are looked at, too', async () => {
  const problems = await problemsOf({
    version: 1, tiers: { a: { ...limits, requestsPerDay: 'many', burst: 1 } },
    models: { m: { type: 'chat', targets: [{ provider: 'openai', upstreamModel: 'x', prices: [{ validFrom: '2026-01-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: 0.15 }] }] }] } },
  });
  expect(problems.map(({ param }) => param).sort()).toEqual(['models.m.targets[0].prices[0].unitPrices[0].usdPerMillionTokens', 'tiers.a.burst', 'tiers.a.requestsPerDay']);
});

const project = (fields: object, key: object = {}) => ({ version: 1, tiers: { t: limits }, projects: { p: { tier: 't', keys: { k: { preset: 'all', ...key } }, ...fields } } });
const credential = (providerId: string, fields: object) => ({ version: 1, providers: { [providerId]: { credentials: { c: fields } } } });
const model = (fields: object, id = 'm') => ({ version: 1, models: { [id]: { type: 'chat', targets: [], ...fields } } });
const target = (...fields: object[]) => model({ targets: fields.map((one) => ({ provider: 'openai', upstreamModel: 'x', ...one })) });
const whole = [{ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'outputText', usdPerMillionTokens: '1' }];
const price = (...units: object[]) => target({ prices: [{ validFrom: '2026-01-01', unitPrices: units }] });

test.each([
  ['a tier that is nowhere', project({ tier: 'gold' }), 'projects.p.tier'],
  ["a key's tier that is nowhere", project({}, { tier: 'gold' }), 'projects.p.keys.k.tier'],
  ['permissions and a preset', project({}, { permissions: ['chat:write'] }), 'projects.p.keys.k.permissions'],
  ['neither permissions nor a preset', project({}, { preset: undefined }), 'projects.p.keys.k.permissions'],
  ['no address', project({}, { allowedAddresses: ['10.0.0.1', '10.0.0.0/33'] }), 'projects.p.keys.k.allowedAddresses[1]'],
  ['a pattern that matches no provider', project({}, { deniedProviders: ['acme*'] }), 'projects.p.keys.k.deniedProviders[0]'],
  ['no secret where one is needed', credential('openai', {}), 'providers.openai.credentials.c.secretFrom'],
  ['a secret that nobody fetched', credential('openai', { secretFrom: { env: 'A' } }), 'providers.openai.credentials.c.secretFrom'],
  ['a private base URL', credential('ollama', { baseUrl: 'https://10.0.0.1/v1' }), 'providers.ollama.credentials.c.baseUrl'],
  ['a base URL with a password', credential('ollama', { baseUrl: 'https://a:b@example.com' }), 'providers.ollama.credentials.c.baseUrl'],
  ["another provider's name in front", model({ targets: [{ provider: 'openai', upstreamModel: 'x' }] }, 'groq/x'), 'models.groq/x'],
  ["an alias with another provider's name in front", model({ aliases: ['groq/x'], targets: [{ provider: 'groq', upstreamModel: 'x', priority: 1 }, { provider: 'openai', upstreamModel: 'x' }] }), 'models.m'],
  ['an alias that is a model', { version: 1, models: { m: { type: 'chat', targets: [], aliases: ['n'] }, n: { type: 'chat', targets: [] } } }, 'models.m.aliases[0]'],
  ['an alias of two models', { version: 1, models: { m: { type: 'chat', targets: [], aliases: ['n'] }, o: { type: 'chat', targets: [], aliases: ['n'] } } }, 'models.o.aliases[0]'],
  ['a target twice', target({}, { priority: 1 }), 'models.m.targets[1]'],
  ['a target of one credential and region twice', target({ region: 'eu' }, { region: 'us' }, { region: 'eu', priority: 1 }), 'models.m.targets[2]'],
  ['a fallback on itself', model({ fallbacks: { any: ['m'] } }), 'models.m.fallbacks.any[0]'],
  ['a fallback that is nowhere', model({ fallbacks: { contentPolicy: ['n'] } }), 'models.m.fallbacks.contentPolicy[0]'],
  ['a fallback on a model of another type', { version: 1, models: { m: { type: 'chat', targets: [], fallbacks: { any: ['n'] } }, n: { type: 'embedding', targets: [] } } }, 'models.m.fallbacks.any[0]'],
  ['fallbacks of embeddings', { version: 1, models: { m: { type: 'embedding', targets: [], fallbacks: { any: ['n'] } }, n: { type: 'embedding', targets: [] } } }, 'models.m.fallbacks'],
  ['a credential that is nowhere', target({ credential: 'c' }), 'models.m.targets[0].credential'],
  ['a date of prices twice', target({ prices: [{ validFrom: '2026-01-01', unitPrices: whole }, { validFrom: '2026-01-01T00:00:00Z', unitPrices: whole }] }), 'models.m.targets[0].prices[1].validFrom'],
  ['a bucket twice', price({ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'inputText', fromInputTokens: 0, usdPerMillionTokens: '2' }), 'models.m.targets[0].prices[0].unitPrices[1]'],
  ['a price finer than the unit of money', price({ bucket: 'inputText', usdPerMillionTokens: '0.0000001' }), 'models.m.targets[0].prices[0].unitPrices[0].usdPerMillionTokens'],
  ['tokens by the piece', price({ bucket: 'inputText', usdPerUnit: '1' }), 'models.m.targets[0].prices[0].unitPrices[0].usdPerMillionTokens'],
  ['images by the million', price({ bucket: 'images', usdPerMillionTokens: '1' }), 'models.m.targets[0].prices[0].unitPrices[0].usdPerUnit'],
  ['a price without its main part', price({ bucket: 'inputText', usdPerMillionTokens: '1' }), 'models.m.targets[0].prices[0].unitPrices'],
  ['a price of what is free', model({ targets: [{ provider: 'ollama', upstreamModel: 'x', prices: [{ validFrom: '2026-01-01', unitPrices: [] }] }] }), 'models.m.targets[0].prices[0]'],
])('%s is told with its place, in a plan and where it is applied', async (_, file, param) => {
  expect((await problemsOf(file)).map((problem) => problem.param)).toEqual([param]);
  const { status, body } = await admin.post('/api/configuration/apply', { configuration: file });
  expect({ status, param: body.error.param }).toEqual({ status: 400, param: `configuration.${param}` });
});

test('what the API manages may be named in a file; what the file lets go may not', async () => {
  await admin.post('/api/tiers', { name: 'by hand', ...limits });
  const file = { version: 1, projects: { p: { tier: 'by hand' } } };
  expect((await admin.post('/api/configuration/plan', file)).status).toBe(200);
  await admin.post('/api/configuration/apply', { configuration: { ...file, tiers: { 'by hand': limits } } });
  expect((await problemsOf(file)).map(({ param }) => param)).toEqual(['projects.p.tier']);
});

test('a model that somebody retires may stay where it was fallen back on before, and is added nowhere', async () => {
  await admin.post('/api/models', { id: 'by-hand', type: 'chat' });
  const file = { version: 1, models: { m: { type: 'chat', targets: [], fallbacks: { any: ['by-hand'] } } } };
  await admin.post('/api/configuration/apply', { configuration: file });
  await admin.post('/api/models/by-hand/retire');
  expect(await admin.post('/api/configuration/plan', file)).toMatchObject({ status: 200, body: { steps: [] } });
  expect((await problemsOf({ ...file, models: { ...file.models, n: file.models.m } })).map(({ param }) => param)).toEqual(['models.n.fallbacks.any[0]']);
});

test('a model that the file lets go is none to fall back on', async () => {
  const file = { version: 1, models: { m: { type: 'chat', targets: [], fallbacks: { any: ['let-go'] } } } };
  await admin.post('/api/configuration/apply', { configuration: { ...file, models: { ...file.models, 'let-go': { type: 'chat', targets: [] } } } });
  expect((await problemsOf(file)).map(({ param }) => param)).toEqual(['models.m.fallbacks.any[0]']);
});

test('a stored secret is sent nowhere else without being said again', async () => {
  const file = (fields: object) => ({ version: 1, providers: { mistral: { credentials: { c: fields } } } });
  await admin.post('/api/configuration/apply', { configuration: file({ secret: 'sk-mistral-0123456789' }) });
  expect((await problemsOf(file({ baseUrl: 'https://elsewhere.example.com' }))).map(({ param }) => param)).toEqual(['providers.mistral.credentials.c.secretFrom']);
  expect((await admin.post('/api/configuration/plan', file({ baseUrl: 'https://elsewhere.example.com', secret: 'sk-mistral-0123456789' }))).body.steps).toMatchObject([{ changes: [{ field: 'baseUrl' }] }]);
});

test('a problem never quotes a secret', async () => {
  const { body } = await admin.post('/api/configuration/plan', credential('openai', { secret: 'a secret with spaces' }));
  expect(body.error.param).toBe('providers.openai.credentials.c.secret');
  expect(JSON.stringify(body)).not.toContain('spaces');
});

test('an apply without a file is refused', async () => {
  expect(await admin.post('/api/configuration/apply', {})).toMatchObject({ status: 400, body: { error: { param: 'configuration' } } });
});

test.each(['__proto__', 'prototype', 'constructor'])('the name %s, which would get lost on the way, is refused', async (name) => {
  const file = `{"version": 1, "tiers": {"${name}": ${JSON.stringify(limits)}}}`;
  expect(await admin.post('/api/configuration/plan', file)).toMatchObject({ status: 400, body: { error: { message: `Nothing can be named "${name}".` } } });
  expect((await admin.post('/api/configuration/plan', { version: 1, tiers: { 'a "constructor": b': limits } })).status).toBe(200);
});
