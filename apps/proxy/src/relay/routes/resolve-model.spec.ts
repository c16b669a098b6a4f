import type { ModelRecord, TargetRecord } from '#database/records';
import { usageOf } from '#providers/usage';
import { readConnections, type Connection } from './connections.js';
import { considerTargets, resolveModel, type ModelQuestion } from './resolve-model.js';

const environment: Record<string, string> = {
  OPENAI_API_KEY: 'o', OPENAI_BASE_URL: 'http://openai.internal/v1', MISTRAL_API_KEY: 'm', MISTRAL_BASE_URL: 'http://mistral.internal/v1', VLLM_BASE_URL: 'http://vllm.internal/v1',
};
const connected = readConnections((name) => environment[name]);
const connectionsOf = (...ids: string[]) => new Map([...connected].filter(([id]) => ids.includes(id)).map(([id, connection]): [string, Connection[]] => [id, [connection]]));

const price = { id: 'price', serviceTier: 'default', validFrom: new Date(0), source: 'admin', unitPrices: [{ bucket: 'inputText', unit: 'token', tier: 0, picoUsd: 1n }] } as unknown as TargetRecord['priceVersions'][number];
const targetAt = (providerId: string, some: Partial<TargetRecord> = {}): TargetRecord =>
  ({ id: providerId, providerId, upstreamModel: `${providerId}-name`, priority: 0, weight: 1, credentialId: null, region: null, timeouts: {}, priceVersions: [price], ...some });
const modelOf = (targets: TargetRecord[], some: Partial<ModelRecord> = {}): ModelRecord =>
  ({ id: 'm', type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: [], createdAt: new Date(0), aliases: [], strategy: 'weighted', fallbacks: { any: [], contextWindow: [], contentPolicy: [] }, targets, ...some });

const all = connectionsOf('openai', 'mistral', 'vllm');
const three = modelOf([targetAt('openai'), targetAt('mistral'), targetAt('vllm')]);
const question = (model: ModelRecord, some: Partial<ModelQuestion> & { allowed?: string[] } = {}): ModelQuestion => ({
  asked: 'm', endpoint: 'chat', models: new Map([['m', model]]), connections: all, now: new Date(1),
  caller: { mayUseModel: () => true, mayUseProvider: (id) => some.allowed?.includes(id) ?? true },
  terms: { random: () => 0.5, standing: () => ({ usable: true, probe: false }), expectedMs: () => 0, expectedUsage: () => usageOf(), affinity: () => '' }, ...some,
});
const verdicts = (one: ModelQuestion) => {
  const { tried, skipped } = considerTargets(one);
  return { tried: tried.map(({ target, reason }) => `${target.provider.id} ${reason}`), skipped: skipped.map(({ record, reason }) => `${record.providerId} ${reason}`) };
};

describe('the verdict on a target', () => {
  it.each<[string, ModelQuestion, string[], string[]]>([
    ['follows the model\'s own order', question(three), ['openai weighted', 'mistral weighted', 'vllm weighted'], []],
    ['puts the preferred provider first', question(three, { preferred: 'vllm' }), ['vllm preferred', 'openai weighted', 'mistral weighted'], []],
    ['leaves out whatever the name asked for does not pin', question(three, { asked: 'mistral/m' }), ['mistral pinned'], ['openai other_provider_pinned', 'vllm other_provider_pinned']],
    ['is not changed by a preference against a pin', question(three, { asked: 'mistral/m', preferred: 'vllm' }), ['mistral pinned'], ['openai other_provider_pinned', 'vllm other_provider_pinned']],
    ['skips who is not connected', question(three, { connections: connectionsOf('mistral') }), ['mistral priority'], ['openai not_connected', 'vllm not_connected']],
    ['skips a target whose own credential is not there', question(modelOf([targetAt('openai', { credentialId: 'gone' }), targetAt('vllm')])), ['vllm priority'], ['openai not_connected']],
    ['skips who has no price, and never who is free', question(modelOf([targetAt('openai', { priceVersions: [] }), targetAt('vllm', { priceVersions: [] })])), ['vllm priority'], ['openai unpriced']],
    ['skips all where the model is for another endpoint', question(three, { endpoint: 'embeddings', connections: connectionsOf('openai', 'vllm') }), [], ['openai endpoint_not_served', 'vllm endpoint_not_served', 'mistral not_connected']],
    ['lets a chat model complete texts', question(three, { endpoint: 'completions' }), ['openai weighted', 'mistral weighted', 'vllm weighted'], []],
    ['lets self-hosted servers answer on any endpoint', question(three, { endpoint: 'embeddings', connections: connectionsOf('vllm') }), ['vllm priority'], ['openai not_connected', 'mistral not_connected']],
    ['says nothing of providers that the caller may not use', question(three, { allowed: ['mistral'] }), ['mistral priority'], []],
    ['says nothing of them under a pin either', question(three, { asked: 'mistral/m', allowed: ['mistral', 'vllm'] }), ['mistral pinned'], ['vllm other_provider_pinned']],
  ])('%s', (_, one, tried, skipped) => {
    expect(verdicts(one)).toEqual({ tried, skipped });
  });

  it('counts once for each connection of a provider that is tried, and once for the target that is not', () => {
    const two = new Map([['openai', [{ ...connected.get('openai')!, credentialId: 'stored' }, connected.get('openai')!]]]);
    const { tried } = considerTargets(question(modelOf([targetAt('openai')]), { connections: two }));
    expect(tried.map(({ credentialId }) => credentialId)).toEqual(['stored', 'env:openai']);
    expect(verdicts(question(modelOf([targetAt('openai', { priceVersions: [] })]), { connections: two }))).toEqual({ tried: [], skipped: ['openai unpriced'] });
  });
});

describe('a request', () => {
  it('is tried at exactly the targets that the verdicts try, in their order', () => {
    const one = question(three, { preferred: 'mistral', connections: connectionsOf('openai', 'mistral') });
    expect(resolveModel(one).candidates).toEqual(considerTargets(one).tried);
  });

  it.each<[string, ModelQuestion, string]>([
    ['of an unknown model', question(three, { asked: 'none' }), 'model_not_found'],
    ['of a model that the caller may not use', question(three, { caller: { mayUseModel: () => false, mayUseProvider: () => true } }), 'model_not_found'],
    ['of a model at providers that the caller may not use', question(three, { allowed: [] }), 'model_not_found'],
    ['that pins a provider which the caller may not use', question(three, { asked: 'mistral/m', allowed: ['openai'] }), 'model_not_found'],
    ['of a model that nobody connected serves', question(three, { connections: new Map() }), 'model_not_found'],
    ['of a model without a price, even if others of its targets are not connected', question(modelOf([targetAt('openai'), targetAt('mistral', { priceVersions: [] })]), { connections: connectionsOf('mistral') }), 'model_unpriced'],
    ['on an endpoint that the model is not for, even if some target has no price', question(modelOf([targetAt('openai', { priceVersions: [] }), targetAt('mistral')]), { endpoint: 'embeddings' }), 'invalid_request'],
  ])('%s is refused', (_, one, code) => {
    expect(() => resolveModel(one)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
