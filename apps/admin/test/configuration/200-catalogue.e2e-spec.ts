import { AliasRepository } from '#database/aliases';
import { ModelRepository } from '#database/models';
import type { CatalogueModel } from '#database/records';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeEach(async () => { admin = await startAdmin(); });
afterEach(() => admin.close());

const model = (id: string, contextWindow: number, providers: string[]): CatalogueModel => ({
  id, type: 'chat', contextWindow, maxOutputTokens: 100, capabilities: ['text'], createdAt: new Date('2026-01-01'),
  targets: providers.map((providerId) => ({
    providerId, upstreamModel: id, priority: 0, weight: 1,
    priceVersions: [{ serviceTier: 'default', validFrom: new Date(0), source: 'list', unitPrices: [{ bucket: 'inputText', fromInputTokens: 0, picoUsd: 2n }] }],
  })),
});
const bringIn = (contextWindow: number) => new ModelRepository(admin.database).replaceCatalogue([model('one', contextWindow, ['openai', 'groq']), model('two', contextWindow, ['openai'])], new Date());
const stored = () => admin.query('SELECT id, source, context_window AS context FROM model ORDER BY id');

interface Step { action: string; resource: string; name: string }
const apply = async (configuration: object) => {
  const { status, body } = await admin.post('/api/configuration/apply', { configuration });
  expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  return (body.steps as Step[]).map(({ action, resource, name }) => `${action} ${resource} ${name}`);
};

test('what is the catalogue\'s alone stays out of exports, and out of the way of files', async () => {
  await bringIn(1000);
  expect((await admin.get('/api/configuration')).body.models).toEqual({});
  expect(await apply({ version: 1 })).toEqual([]);
});

test('a catalogue model with an alias of ours is exported whole; taken over, the catalogue leaves it alone', async () => {
  await bringIn(1000);
  await admin.change((change) => new AliasRepository().create(change, 'one', 'first'));
  const { body: file } = await admin.get('/api/configuration');
  expect(Object.keys(file.models)).toEqual(['one']);
  expect(file.models.one.targets[0].prices).toEqual([{ validFrom: '1970-01-01T00:00:00.000Z', unitPrices: [{ bucket: 'inputText', fromInputTokens: 0, usdPerMillionTokens: '0.000002' }] }]);
  expect(await apply(file)).toEqual(['adopt model one', 'adopt target one/openai/one', 'adopt target one/groq/one', 'adopt alias first']);
  await bringIn(2000);
  expect(await stored()).toEqual([{ id: 'one', source: 'file', context: 1000 }, { id: 'two', source: 'catalogue', context: 2000 }]);
  expect(await apply(file)).toEqual([]);
});

test('a catalogue model that a file names has the targets of the file, and the catalogue brings none back', async () => {
  await bringIn(1000);
  const file = { version: 1, models: { one: { type: 'chat', contextWindow: 1000, maxOutputTokens: 100, capabilities: ['text'], targets: [{ provider: 'openai', upstreamModel: 'one' }] } } };
  expect(await apply(file)).toEqual(['adopt model one', 'adopt target one/openai/one', 'retire target one/groq/one']);
  await bringIn(2000);
  expect(await admin.query("SELECT provider_id FROM target WHERE model_id = 'one' AND retired_at IS NULL")).toEqual([{ provider_id: 'openai' }]);
  expect(await apply(file)).toEqual([]);
});

test('a target that a file ties to a credential, or has in two regions, is priced by the catalogue all the same', async () => {
  await bringIn(1000);
  const target = { provider: 'openai', upstreamModel: 'one' };
  const file = {
    version: 1, providers: { openai: { credentials: { main: { secret: 'sk-test-0123456789' } } } },
    models: { one: { type: 'chat', targets: [{ ...target, credential: 'main' }, { ...target, region: 'eu' }, { ...target, region: 'us' }] } },
  };
  expect(await apply(file)).toEqual([
    'create credential openai/main', 'update model one', 'create target one/openai/one/main', 'create target one/openai/one/eu', 'create target one/openai/one/us',
    'retire target one/groq/one', 'retire target one/openai/one',
  ]);
  await bringIn(2000);
  expect(await admin.query("SELECT count(*)::int AS prices FROM target t JOIN price_version v ON v.target_id = t.id WHERE model_id = 'one' AND retired_at IS NULL GROUP BY t.id")).toEqual([{ prices: 1 }, { prices: 1 }, { prices: 1 }]);
  expect(await apply(file)).toEqual([]);
});
