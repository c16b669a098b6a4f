import * as fc from 'fast-check';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin();
  for (const name of ['chat', 'mail']) await admin.post('/api/notification-channels', { name, kind: 'email', address: 'a@example.com' });
});
afterAll(() => admin.close());

const named = <Value>(names: string[], value: fc.Arbitrary<Value>) => fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
const some = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const limit = fc.constantFrom(0, 5, 'unlimited');
const limits = { requestsPerMinute: limit, requestsPerDay: limit, tokensPerMinute: limit, concurrentRequests: limit };
const tag = fc.constantFrom({}, { a: '1' }, { a: '2', 'b/c': 'é' });

const key = fc.record({
  permissions: fc.subarray(['models:read', 'chat:write', 'embeddings:write']), allowedModels: fc.subarray(['house/*', 'gpt-*']), deniedProviders: fc.subarray(['groq', 'o*']),
  allowedAddresses: fc.subarray(['10.1.1.1/8', '2001:DB8::1', '192.0.2.1']), expiresAt: some('2020-01-01', '2031-01-01T12:00:00+02:00'), tier: some('t1'),
  limits: fc.record({ requestsPerMinute: limit, tokensPerMinute: limit }, { requiredKeys: [] }), tags: tag, endUserPolicy: some('required', 'ignored'), disabled: fc.boolean(),
});
const priceOf = (bucket: string, usdPerMillionTokens: string) => ({ bucket, usdPerMillionTokens });
const target = fc.record({
  provider: fc.constantFrom('ollama', 'openai'), upstreamModel: fc.constantFrom('x', 'y/z'), priority: some(0, 3), weight: some(1, 7),
  region: some('eu', 'us'), timeouts: some<object>({}, { idleMs: 1000 }, { connectMs: 100, totalMs: 2000 }),
  unitPrices: fc.option(fc.constantFrom([priceOf('inputText', '0.15'), priceOf('outputText', '0')], [{ bucket: 'request', usdPerUnit: '0.000000000001' }, { ...priceOf('inputText', '0.300'), fromInputTokens: 200_000 }, priceOf('inputText', '0.2')]), { nil: undefined }),
});
const fallbacks = fc.shuffledSubarray(['house/a', 'house/b', 'house-c']);
const model = fc.record({
  type: fc.constantFrom('chat', 'embedding'), contextWindow: some(1000, 2000), capabilities: fc.subarray(['text', 'tools']), aliases: fc.subarray(['x1', 'x2', 'x3']),
  strategy: some('weighted', 'latency', 'affinity'), fallbacks: fc.record({ any: fallbacks, contentPolicy: fallbacks }, { requiredKeys: [] }),
  targets: fc.array(target, { maxLength: 4 }),
});
const parts = fc.record({
  tiers: named(['t2', 't 3'], fc.record({ ...limits, modelLimits: fc.array(fc.record({ models: fc.constantFrom('a*', 'b'), ...limits }), { maxLength: 2 }) })),
  projects: named(['p1', 'p/2', 'toString'], fc.record({ tier: fc.constant('t1'), costCentre: some('c'), basisPoints: some(0, -250), tags: tag, onHangUp: some('abort', 'drain'), keepBodies: some('none', 'requests', 'both'), keepBodiesDays: some(1, 7, 90), keys: named(['k1', 'k/2', 'hasOwnProperty'], key) })),
  openai: named(['c1', 'c2'], fc.record({ secret: fc.constantFrom('sk-0123456789abcdef-1', 'sk-0123456789abcdef-2'), baseUrl: some('https://one.example.com/v1/', 'https://two.example.com'), disabled: fc.boolean() })),
  ollama: named(['c1'], fc.record({ baseUrl: some('https://three.example.com/v1') })),
  models: named(['house/a', 'house/b', 'house-c'], model),
  budgets: named(['of a tag', 'of/models', 'toString'], fc.record({
    window: fc.constantFrom('day', 'fiscal-year', 'total'), capUsd: fc.constantFrom('1', '1.50', '0'), mode: some('hard', 'soft'), thresholds: some([], [80, 50, 100], [7]),
    channels: fc.subarray(['chat', 'mail']),
  })),
});

/** Whose cost a budget counts never changes. */
const subjects: Record<string, object> = { 'of a tag': { scope: 'tag', value: 'a=b' }, 'of/models': { scope: 'model', value: 'house/*' }, toString: { scope: 'end-user', value: 'u@example.com' } };

const nameOf = ({ provider, upstreamModel, credential, region }: { provider: string; upstreamModel: string; credential?: string | undefined; region?: string | undefined }) => `${provider} ${upstreamModel} ${credential} ${region}`;

type Models = Record<string, { type: string; fallbacks: Record<string, string[]> }>;

/** Those that there are, of its type and not itself; none of an embedding. */
function possibleFallbacks(id: string, models: Models): Record<string, string[]> {
  const { type, fallbacks } = models[id];
  const isPossible = (name: string) => type !== 'embedding' && name !== id && models[name]?.type === type;
  return Object.fromEntries(Object.entries(fallbacks).map(([list, names]) => [list, names.filter(isPossible)]));
}

/** Names are few, so that one file changes what the one before made; each names only what it has. */
const file = parts.map(({ tiers, projects, openai, ollama, models, budgets }) => {
  const taken = new Set<string>();
  const credentials = { openai: Object.keys(openai)[0], ollama: Object.keys(ollama)[0] };
  const alone = (alias: string) => !taken.has(alias) && Boolean(taken.add(alias));
  return {
    version: 1,
    tiers: { ...tiers, t1: { requestsPerMinute: 1, requestsPerDay: 1, tokensPerMinute: 1, concurrentRequests: 1 } },
    budgets: Object.fromEntries(Object.entries(budgets).map(([name, budget]) => [name, { ...budget, ...subjects[name] }])),
    projects, providers: { openai: { credentials: openai }, ollama: { credentials: ollama } },
    models: Object.fromEntries(Object.entries(models).map(([id, { targets, aliases, ...facts }]) => [id, {
      ...facts, aliases: aliases.filter(alone), fallbacks: possibleFallbacks(id, models as Models),
      targets: targets.map(({ unitPrices, ...one }) => ({
        ...one, credential: one.priority === 3 ? credentials[one.provider as 'openai'] : undefined,
        ...(unitPrices && one.provider === 'openai' && { prices: [{ validFrom: '2026-02-01', unitPrices }] }),
      })).filter((one, index, all) => all.findIndex((other) => nameOf(other) === nameOf(one)) === index),
    }])),
  };
});

interface Step { action: string; resource: string }
const post = async (path: string, body: object) => {
  const answer = await admin.post(`/api/configuration/${path}`, body);
  expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 200, error: undefined });
  return answer.body;
};

test('whatever file follows whatever other: applied, nothing is left to plan, and its export is the same configuration', async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(file, async (configuration) => {
    const planned = await post('plan', configuration);
    for (const { action, resource } of planned.steps as Step[]) seen.add(`${action} ${resource}`);
    const applied = await post('apply', { configuration, fingerprint: planned.fingerprint });
    expect(applied.steps).toEqual(planned.steps);
    expect((await post('plan', configuration)).steps).toEqual([]);
    const { body: exported } = await admin.get('/api/configuration');
    const actions = new Set((await post('plan', exported)).steps.map(({ action }: Step) => action));
    expect([...actions].filter((action) => action !== 'adopt')).toEqual([]);
  }), { numRuns: 15, endOnFailure: true, seed: 42 });
  // The files were worth it: each kind of step was among them.
  expect([...seen]).toEqual(expect.arrayContaining([
    'archive project', 'unarchive project', 'disable key', 'enable key', 'release key', 'disable credential', 'enable credential', 'retire model', 'restore model',
    'retire target', 'restore target', 'delete alias', 'update alias', 'release tier', 'create price', 'update model', 'update credential', 'update tier', 'update budget', 'archive budget', 'unarchive budget',
  ]));
  expect((await admin.post('/api/audit/verify')).body).toMatchObject({ ok: true });
}, 240_000);
