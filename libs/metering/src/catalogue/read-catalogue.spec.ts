import { calcPrice } from '@pydantic/genai-prices';
import type { CatalogueModel } from '#database/records';
import { inputBuckets, usageBuckets, usageOf, type Usage } from '#providers/usage';
import { listCost } from '../cost.js';
import { usdNumber } from '../money.js';
import { listedPricing, priceAt } from '../price.js';
import { readCatalogue } from './read-catalogue.js';

const models = readCatalogue();
const byId = new Map(models.map((model) => [model.id, model]));
const makers = ['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'xai'];
const hosts = ['groq', 'together', 'openrouter'];
const now = new Date('2026-11-24T12:00:00Z');

const model = (id: string): CatalogueModel => {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is not in the catalogue`);
  return found;
};
const target = (id: string) => {
  const [only] = model(id).targets;
  return { ...only, priceVersions: only.priceVersions.map((version, index) => ({ ...version, id: `${index}` })) };
};
const price = (id: string, at = now) => priceAt(target(id), 'priced', at);
const unitPricesNow = (id: string, at = now) => {
  const found = price(id, at);
  return found.state === 'unpriced' || !found.version ? [] : found.version.unitPrices;
};
/** USD for so many calls of this usage today; a million calls of one token show the price per million in its lowest tier. */
const cost = (id: string, usage: Partial<Usage>, calls = 1n) => usdNumber(calls * listCost(usageOf(usage), unitPricesNow(id)).listPicoUsd);

describe('the catalogue file', () => {
  it('names every public id once', () => {
    expect(byId.size).toBe(models.length);
    expect(models.length).toBeGreaterThan(400);
  });

  it('gives makers bare names and hosts their own prefix, so that no id begins with another provider', () => {
    for (const { id, targets: [{ providerId, upstreamModel }] } of models) {
      expect([...makers, ...hosts]).toContain(providerId);
      const prefix = id.slice(0, Math.max(0, id.indexOf('/')));
      expect(prefix).toBe(hosts.includes(providerId) ? providerId : '');
      expect(upstreamModel).toBe(id === 'claude-3-opus' ? 'claude-3-opus-20240229' : prefix ? id.slice(prefix.length + 1) : id);
    }
  });

  it('describes each model within bounds that make sense', () => {
    for (const { type, contextWindow, maxOutputTokens, capabilities, targets } of models) {
      expect(['chat', 'completion', 'embedding']).toContain(type);
      for (const size of [contextWindow, maxOutputTokens]) expect(size === null || (Number.isInteger(size) && size > 0)).toBe(true);
      expect(maxOutputTokens ?? 0).toBeLessThanOrEqual(contextWindow ?? Infinity);
      expect(capabilities).toContain('text');
      expect(new Set(capabilities).size).toBe(capabilities.length);
      for (const capability of capabilities) expect(['text', 'vision', 'audio', 'tools', 'reasoning']).toContain(capability);
      expect(targets).toHaveLength(1);
    }
  });

  it('prices each model in whole pico-USD from the beginning, one version per day, each bucket once per context tier', () => {
    for (const { id, type, targets } of models) {
      const versions = targets.flatMap(({ priceVersions }) => priceVersions);
      expect(price(id, new Date('2020-01-01')).state).not.toBe('unpriced');
      expect(new Set(versions.map(({ validFrom }) => validFrom.getTime())).size).toBe(versions.length);
      for (const { unitPrices, validFrom, source } of versions) {
        expect(Number.isNaN(validFrom.getTime())).toBe(false);
        expect(source).toMatch(/^(genai-prices|pi-ai) \d+\.\d+\.\d+$/);
        expect(new Set(unitPrices.map(({ bucket, fromInputTokens }) => `${bucket} ${fromInputTokens}`)).size).toBe(unitPrices.length);
        for (const { bucket, fromInputTokens, picoUsd } of unitPrices) {
          expect(type === 'embedding' ? inputBuckets : usageBuckets).toContain(bucket);
          expect(Number.isInteger(fromInputTokens) && fromInputTokens >= 0).toBe(true);
          expect(picoUsd >= 0n && picoUsd <= 1_000_000_000n).toBe(true); // 1,000 USD per million tokens
        }
        const base = unitPrices.filter(({ fromInputTokens }) => fromInputTokens === 0).map(({ bucket }) => bucket);
        expect(base).toEqual(expect.arrayContaining(type === 'embedding' ? ['inputText'] : ['inputText', 'outputText']));
      }
    }
  });

  it('leaves out what our doors do not serve', () => {
    const ids = models.map(({ id }) => id);
    expect(ids.filter((id) => /whisper|tts|realtime|transcribe|moderation|dall-e|-image|:batch/.test(id))).toEqual([]);
    expect(ids.filter((id) => /^(?!.*\/).*(codex|deep-research|computer-use|-pro$)/.test(id))).toEqual(['deepseek-v4-pro', 'gemini-2.5-pro']);
  });

  it('calls free only what is free at its provider', () => {
    const free = models.filter(({ id }) => price(id).state === 'free').map(({ id }) => id);
    expect(free.filter((id) => !id.endsWith(':free'))).toEqual(['gemma-4-26b-a4b-it', 'gemma-4-31b-it']);
  });
});

describe('models that people ask for', () => {
  it('has the published example row: gpt-4-turbo, 128,000 tokens, 0.01 and 0.03 USD per 1,000 tokens', () => {
    expect(model('gpt-4-turbo')).toMatchObject({ type: 'chat', contextWindow: 128_000, targets: [{ providerId: 'openai' }] });
    expect(listedPricing(price('gpt-4-turbo'))).toEqual({ input: 0.01, output: 0.03 });
  });

  it('serves claude-3-opus by the name that Anthropic knows', () => {
    expect(target('claude-3-opus')).toMatchObject({ providerId: 'anthropic', upstreamModel: 'claude-3-opus-20240229' });
  });

  it('knows completion and embedding models from chat models', () => {
    expect(model('gpt-3.5-turbo-instruct').type).toBe('completion');
    for (const id of ['text-embedding-3-large', 'text-embedding-3-small', 'gemini-embedding-001', 'mistral-embed']) expect(model(id).type).toBe('embedding');
  });

  it('lists a snapshot beside its alias at the same price', () => {
    for (const [alias, snapshot] of [['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929'], ['gpt-4o-mini', 'gpt-4o-mini-2024-07-18']] as const) {
      expect(unitPricesNow(snapshot)).toEqual(unitPricesNow(alias));
    }
  });

  it('keeps the history of a price', () => {
    expect(listedPricing(price('o3', new Date('2025-06-09')))).toEqual({ input: 0.01, output: 0.04 });
    expect(listedPricing(price('o3', new Date('2025-06-10')))).toEqual({ input: 0.002, output: 0.008 });
  });

  it('charges the dearer context tier from its first token on', () => {
    expect(cost('claude-sonnet-4-5', { inputText: 200_000 })).toBe(0.6);
    expect(cost('claude-sonnet-4-5', { inputText: 200_001 })).toBe(1.200006);
  });

  it('prices a cache write of one hour at twice the input for every model of Anthropic', () => {
    for (const { id, targets } of models.filter(({ targets }) => targets[0]?.providerId === 'anthropic')) {
      const unitPrices = targets.flatMap(({ priceVersions }) => priceVersions.flatMap((version) => version.unitPrices));
      const of = (bucket: string) => unitPrices.filter((unit) => unit.bucket === bucket).map(({ picoUsd }) => picoUsd);
      expect([id, of('cacheWrite1h')]).toEqual([id, of('inputText').map((input) => input * 2n)]);
    }
  });
});

describe('the two collections that the catalogue is made from', () => {
  const genaiProvider: Record<string, string> = { xai: 'x-ai' };
  const sample = [
    'gpt-4-turbo', 'gpt-4o', 'gpt-4o-mini', 'gpt-5', 'gpt-5.4', 'gpt-6-sol', 'o3', 'gpt-3.5-turbo-instruct', 'text-embedding-3-small',
    'claude-3-opus', 'claude-sonnet-4-5', 'claude-opus-4-6', 'claude-opus-5-5', 'gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-embedding-001',
    'grok-4.3', 'groq/openai/gpt-oss-120b', 'mistral-medium-latest', 'mistral-embed',
  ];

  it.each(sample)('costs what the first one calculates for %s, in and above the lowest context tier', (id) => {
    const { providerId, upstreamModel } = target(id);
    const embeds = model(id).type === 'embedding';
    for (const inputText of [1_000, 150_000, 300_000]) {
      const usage = usageOf({ inputText, outputText: embeds ? 0 : 2_000 });
      const theirs = calcPrice({ input_tokens: inputText, output_tokens: usage.outputText }, upstreamModel, { providerId: genaiProvider[providerId] ?? providerId, timestamp: now });
      expect(cost(id, usage)).toBeCloseTo(theirs?.total_price ?? NaN, 10);
    }
  });

  // USD per million tokens in the second one's data files, written down by hand.
  it.each([
    ['gpt-6.1-sol', 2, 10, 0.1], ['claude-sonnet-5-5', 2, 10, 0.1], ['claude-haiku-5-5', 0.1, 0.5, 0.01], ['gemini-4-argon', 2, 10, 0.1],
    ['grok-4.7', 2, 6, 0.5], ['deepseek-flash', 0.3, 1.2, 0.006], ['mistral-large-latest', 0.5, 1.5, 0.05], ['gpt-4o', 2.5, 10, 1.25],
    ['claude-opus-4-8', 5, 25, 0.5], ['groq/llama-3.3-70b-versatile', 0.59, 0.79, 0.59], ['together/moonshotai/Kimi-K3', 3, 15, 0.3],
  ])('has the current prices of the second one for %s', (id, input, output, cacheRead) => {
    const million = { inputText: cost(id, { inputText: 1 }, 1_000_000n), outputText: cost(id, { outputText: 1 }, 1_000_000n), cacheRead: cost(id, { cacheRead: 1 }, 1_000_000n) };
    expect(million).toEqual({ inputText: input, outputText: output, cacheRead });
  });
});
