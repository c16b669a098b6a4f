import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hashKey } from '#access/key';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeEach(async () => { admin = await startAdmin(); });
afterEach(() => admin.close());

const limits = { requestsPerMinute: 60, requestsPerDay: 'unlimited', tokensPerMinute: 'unlimited', concurrentRequests: 'unlimited' };
const secret = 'sk-test-0123456789abcdef';

// Files are of every shape here.
// oxlint-disable-next-line typescript/no-explicit-any
const example = (): any => ({
  ...parse(readFileSync(join(import.meta.dirname, '../../../../aiproxy.example.yaml'), 'utf8')),
  providers: { ollama: { credentials: { 'rack 1': { baseUrl: 'https://ollama.example.com/v1' } } }, openai: { credentials: { main: { secret } } } },
});

interface Step { action: string; resource: string; name: string; changes: { field: string }[] }
const show = (steps: Step[]) => steps.map(({ action, resource, name }) => `${action} ${resource} ${name}`);
const plan = async (file: object) => {
  const { status, body } = await admin.post('/api/configuration/plan', file);
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return body;
};
const apply = async (configuration: object) => {
  const { status, body } = await admin.post('/api/configuration/apply', { configuration });
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return body;
};
const one = async (path: string, name: string) => (await admin.get(path)).body.data.find((row: { name: string }) => row.name === name);

test('the example makes what it says, in an order that works, and shows the secrets of its keys once', async () => {
  const planned = await plan(example());
  expect(show(planned.steps)).toEqual([
    'create tier standard', 'create project search', 'create key search/production', 'create key search/ci', 'create credential ollama/rack 1',
    'create credential openai/main', 'create model house/small', 'create model house/large', 'create target house/small/ollama/qwen3:8b/rack 1/cellar',
    'create target house/small/openai/gpt-4o-mini', 'create target house/large/openai/gpt-4o', 'create alias house/fast',
    'create price house/small/openai/gpt-4o-mini/default/2026-01-01T00:00:00.000Z', 'create price house/large/openai/gpt-4o/default/2026-01-01T00:00:00.000Z',
    'create budget search monthly', 'create budget developers',
  ]);
  const applied = await apply(example());
  expect(applied.steps).toEqual(planned.steps);
  expect(applied.secrets).toEqual([{ project: 'search', key: 'production', secret: expect.stringMatching(/^aip_live_/) }, { project: 'search', key: 'ci', secret: expect.any(String) }]);
  const [stored] = await admin.query('SELECT name, managed_by, expires_at FROM api_key WHERE hash = $1', [hashKey(applied.secrets[1].secret)]);
  expect(stored).toEqual({ name: 'ci', managed_by: 'file', expires_at: new Date('2030-01-01T00:00:00Z') });
  const prices = await admin.query("SELECT bucket, pico_usd::text AS pico FROM price_unit JOIN price_version v ON v.id = price_version_id JOIN target t ON t.id = target_id WHERE model_id = 'house/small' ORDER BY bucket");
  expect(prices).toEqual([{ bucket: 'cacheRead', pico: '75000' }, { bucket: 'inputText', pico: '150000' }, { bucket: 'outputText', pico: '600000' }]);
});

test('what is named like something that every object has is made like the others', async () => {
  const file = { version: 1, tiers: { valueOf: limits }, projects: { toString: { tier: 'valueOf', keys: { hasOwnProperty: { preset: 'all' } } } } };
  expect(show((await apply(file)).steps)).toEqual(['create tier valueOf', 'create project toString', 'create key toString/hasOwnProperty']);
  expect(await plan(file)).toMatchObject({ steps: [] });
});

test('applied twice it changes nothing the second time', async () => {
  await apply(example());
  const before = await admin.query('SELECT count(*) FROM audit');
  expect(await plan(example())).toMatchObject({ steps: [] });
  expect(await apply(example())).toEqual({ steps: [], secrets: [] });
  expect(await admin.query('SELECT count(*) FROM audit')).toEqual(before);
});

test('a limit left empty is the one of the tier, never no limit', async () => {
  await apply(example());
  const file = example();
  file.projects.search.keys.ci.limits = { requestsPerMinute: null, tokensPerMinute: 7 };
  expect((await apply(file)).steps).toMatchObject([{ name: 'search/ci', changes: [{ field: 'limits' }] }]);
  expect((await one('/api/keys', 'ci')).limits).toEqual({ tokensPerMinute: 7 });
  expect(await plan(file)).toMatchObject({ steps: [] });
});

test('what the file says is read-only in the API', async () => {
  await apply(example());
  const [tier, project, credential] = [await one('/api/tiers', 'standard'), await one('/api/projects', 'search'), await one('/api/credentials', 'main')];
  const key = await one('/api/keys', 'ci');
  const refused = { status: 409, body: { error: { code: 'file_managed' } } };
  expect(await admin.patch(`/api/tiers/${tier.id}`, { name: 'x' })).toMatchObject(refused);
  expect(await admin.patch(`/api/projects/${project.id}`, { name: 'x' })).toMatchObject(refused);
  expect(await admin.patch(`/api/keys/${key.id}`, { name: 'x' })).toMatchObject(refused);
  expect(await admin.patch(`/api/credentials/${credential.id}`, { name: 'x' })).toMatchObject(refused);
  const model = '/api/models/house%2Fsmall';
  const [, target] = (await admin.get(model)).body.targets;
  expect(await admin.patch(model, { contextWindow: 1 })).toMatchObject(refused);
  expect(await admin.post(`${model}/retire`)).toMatchObject(refused);
  expect(await admin.post(`${model}/aliases`, { alias: 'house/more' })).toMatchObject(refused);
  expect(await admin.remove(`${model}/aliases/house%2Ffast`)).toMatchObject(refused);
  expect(await admin.post(`${model}/targets`, { providerId: 'groq', upstreamModel: 'x' })).toMatchObject(refused);
  expect(await admin.patch(`/api/targets/${target.id}`, { priority: 9 })).toMatchObject(refused);
  const prices = { reason: 'as agreed', validFrom: '2026-03-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'outputText', usdPerMillionTokens: '1' }] };
  expect(await admin.post(`/api/targets/${target.id}/prices`, prices)).toMatchObject(refused);
  expect((await admin.get(`/api/tiers/${tier.id}`)).body).toMatchObject({ name: 'standard', managedBy: 'file' });
  expect(await plan(example())).toMatchObject({ steps: [] });
});

test('a key of the file that leaked is rotated and revoked at once all the same; revoked, the file makes another one', async () => {
  await apply(example());
  const key = await one('/api/keys', 'ci');
  expect((await admin.post(`/api/keys/${key.id}/rotate`, { overlapSeconds: 0 })).status).toBe(200);
  expect(await plan(example())).toMatchObject({ steps: [] });
  expect((await admin.post(`/api/keys/${key.id}/revoke`)).status).toBe(200);
  const { steps, secrets } = await apply(example());
  expect(show(steps)).toEqual(['create key search/ci']);
  expect(secrets).toHaveLength(1);
});

test('a change in the file is planned field by field, and made', async () => {
  await apply(example());
  const file = example();
  file.tiers.standard.requestsPerMinute = 'unlimited';
  file.projects.search.keys.ci = { preset: 'read-only', disabled: true };
  file.models['house/small'].targets[0].priority = 5;
  file.models['house/small'].aliases = ['house/quick'];
  file.models['house/small'].targets[1].prices[0].unitPrices[0].usdPerMillionTokens = '0.14';
  const { steps } = await apply(file);
  expect(show(steps)).toEqual([
    'delete alias house/fast', 'update tier standard', 'disable key search/ci', 'update target house/small/ollama/qwen3:8b/rack 1/cellar', 'create alias house/quick',
    'create price house/small/openai/gpt-4o-mini/default/2026-01-01T00:00:00.000Z',
  ]);
  expect(steps[1].changes).toEqual([{ field: 'requestsPerMinute', before: 600, after: 'unlimited' }]);
  expect(steps[2].changes.map(({ field }: { field: string }) => field).sort()).toEqual(['allowedProviders', 'disabled', 'expiresAt', 'limits', 'permissions']);
  expect(await one('/api/keys', 'ci')).toMatchObject({ permissions: ['models:read'], limits: {}, expiresAt: null, state: 'disabled' });
  expect(await plan(file)).toMatchObject({ steps: [] });
});

test('what is taken out of the file works no longer, stays there, and is the API\'s to change; put back it is as it was', async () => {
  const { secrets } = await apply(example());
  const { steps } = await apply({ version: 1 });
  expect(show(steps)).toEqual([
    'delete alias house/fast', 'archive budget developers', 'archive budget search monthly', 'release target house/large/openai/gpt-4o', 'release target house/small/ollama/qwen3:8b/rack 1/cellar',
    'release target house/small/openai/gpt-4o-mini', 'retire model house/large', 'retire model house/small',
    'disable credential ollama/rack 1', 'disable credential openai/main', 'release key search/ci', 'release key search/production', 'archive project search', 'release tier standard',
  ]);
  expect(await plan({ version: 1 })).toMatchObject({ steps: [] });
  const tier = await one('/api/tiers', 'standard');
  expect((await admin.patch(`/api/tiers/${tier.id}`, { requestsPerMinute: 5 })).status).toBe(200);
  const { targets: [, { id: target }] } = (await admin.get('/api/models/house%2Fsmall')).body;
  const price = { reason: 'as agreed', validFrom: '2026-03-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'outputText', usdPerMillionTokens: '1' }] };
  expect((await admin.post(`/api/targets/${target}/prices`, price)).status).toBe(201);
  const back = await apply(example());
  expect(show(back.steps)).toEqual([
    'update tier standard', 'unarchive project search', 'adopt key search/production', 'adopt key search/ci', 'enable credential ollama/rack 1', 'enable credential openai/main',
    'restore model house/small', 'restore model house/large', 'adopt target house/small/ollama/qwen3:8b/rack 1/cellar', 'adopt target house/small/openai/gpt-4o-mini',
    'adopt target house/large/openai/gpt-4o', 'create alias house/fast',
    'unarchive budget search monthly', 'unarchive budget developers',
  ]);
  expect(back.secrets).toEqual([]);
  expect(await admin.query('SELECT 1 FROM api_key WHERE hash = $1 AND disabled_at IS NULL', [hashKey(secrets[0].secret)])).toHaveLength(1);
  expect(await plan(example())).toMatchObject({ steps: [] });
});

test('a key or a target alone that is taken out is out of use', async () => {
  await apply(example());
  const file = example();
  delete file.projects.search.keys.ci;
  file.models['house/small'].targets.pop();
  expect(show((await apply(file)).steps)).toEqual(['retire target house/small/openai/gpt-4o-mini', 'disable key search/ci']);
  expect(await one('/api/keys', 'ci')).toMatchObject({ state: 'disabled', managedBy: 'api' });
  expect(await plan(file)).toMatchObject({ steps: [] });
  expect(show((await apply(example())).steps)).toEqual(['enable key search/ci', 'restore target house/small/openai/gpt-4o-mini']);
});

test('what the API made is exported, and the export applied takes it over and changes nothing else', async () => {
  const { body: tier } = await admin.post('/api/tiers', { name: 'by hand', ...limits, modelLimits: [{ models: 'gpt-*', ...limits }] });
  const { body: project } = await admin.post('/api/projects', { name: 'hand', tierId: tier.id, costCentre: '1', tags: { a: 'b' }, basisPoints: -50 });
  const key = { preset: 'all', allowedModels: ['gpt-*'], deniedProviders: ['groq'], allowedAddresses: ['10.1.2.3/8', '::1'], limits: { requestsPerDay: 'unlimited', tokensPerMinute: 5 }, tierId: tier.id, tags: { x: 'y' }, expiresAt: '2031-01-01T00:00:00Z', endUserPolicy: 'required' };
  for (const name of ['twice', 'twice', 'off']) await admin.post(`/api/projects/${project.id}/keys`, { name, ...key });
  await admin.post(`/api/keys/${(await one('/api/keys', 'off')).id}/disable`);
  expect((await admin.post('/api/credentials', { providerId: 'openai', name: 'hand', secret })).status).toBe(201);
  const { body: file } = await admin.get('/api/configuration');
  expect(JSON.stringify(file)).not.toContain('0123456789');
  expect(file).toMatchObject({
    version: 1, tiers: { 'by hand': { requestsPerMinute: 60 } }, providers: { openai: { credentials: { hand: {} } } }, models: {},
    projects: { hand: { tier: 'by hand', costCentre: '1', basisPoints: -50, tags: { a: 'b' }, keys: { off: { disabled: true, allowedAddresses: ['10.0.0.0/8', '::1'], tier: 'by hand', limits: { requestsPerDay: 'unlimited', tokensPerMinute: 5 } } } } },
  });
  expect(Object.keys(file.projects.hand.keys)).toHaveLength(3);
  const { steps, secrets } = await apply(file);
  expect(new Set(steps.map(({ action }: Step) => action))).toEqual(new Set(['adopt']));
  expect(steps).toHaveLength(6);
  expect(secrets).toEqual([]);
  expect(await plan(file)).toMatchObject({ steps: [] });
  expect((await admin.get('/api/configuration')).body).toEqual(file);
});

test('a model of the file is exported as it was written, and a file of its own makes the same', async () => {
  await apply(example());
  const { body: exported } = await admin.get('/api/configuration');
  expect(exported.models['house/small']).toMatchObject({ aliases: ['house/fast'], targets: [{ provider: 'ollama', credential: 'rack 1' }, { provider: 'openai', priority: 1, prices: [{ validFrom: '2026-01-01T00:00:00.000Z' }] }] });
  expect(await plan(exported)).toMatchObject({ steps: [] });
});

test('a secret is stored anew when it is another one, and no plan, answer or row of the audit log shows it', async () => {
  await apply(example());
  const sealed = async () => (await admin.query("SELECT secret FROM credential WHERE name = 'main'"))[0].secret as Buffer;
  const before = await sealed();
  const file = example();
  delete file.providers.openai.credentials.main.secret;
  expect(await plan(file)).toMatchObject({ steps: [] }); // without a secret the stored one stays
  file.providers.openai.credentials.main.secret = 'sk-test-another-secret-zzzz';
  const planned = await plan(file);
  expect(planned.steps).toEqual([{ action: 'update', resource: 'credential', name: 'openai/main', changes: [{ field: 'secret', before: '(the one that ends in cdef)', after: '(another one)' }] }]);
  const applied = await apply(file);
  expect((await sealed()).equals(before)).toBe(false);
  const rows = await admin.query('SELECT before, after FROM audit');
  const everything = JSON.stringify([planned, applied, rows, (await admin.get('/api/configuration')).body]);
  expect(everything).not.toContain('another-secret');
  expect(everything).not.toContain('0123456789');
  expect(await plan(file)).toMatchObject({ steps: [] });
});

test('all of it is in the audit log, by whoever applied it', async () => {
  const { token, memberId } = await admin.signIn('admin');
  await admin.post('/api/configuration/apply', { configuration: example() }, { token });
  const rows = await admin.query("SELECT action, author_id, after FROM audit WHERE action IN ('tier.create', 'key.create') ORDER BY sequence");
  expect(rows.map(({ action }) => action)).toEqual(['tier.create', 'key.create', 'key.create']);
  expect(rows.map(({ author_id: author }) => author)).toEqual([memberId, memberId, memberId]);
  expect(JSON.parse(String(rows[0].after))).toMatchObject({ managedBy: 'file' });
  expect((await admin.post('/api/audit/verify')).body).toMatchObject({ ok: true });
});

test('a file that fails half way has changed nothing', async () => {
  await admin.query("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; CREATE TRIGGER fail BEFORE INSERT ON alias FOR EACH ROW EXECUTE FUNCTION fail()");
  const before = await admin.query('SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM tier) AS tiers');
  expect((await admin.post('/api/configuration/apply', { configuration: example() })).status).toBe(500);
  expect(await admin.query('SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM tier) AS tiers')).toEqual(before);
  expect(show((await plan(example())).steps)).toHaveLength(16);
});
