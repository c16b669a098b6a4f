import { systemAuthor, type Change } from '#database/change';
import { AliasRepository } from '#database/aliases';
import { ManagedModelRepository } from '#database/managed-models';
import { PriceRepository } from '#database/prices';
import { TargetRepository } from '#database/targets';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
beforeAll(async () => { admin = await startAdmin(); });
afterAll(() => admin.close());

const conflict = { status: 409, body: { error: { code: 'conflict' } } };

test('a public name is given once, to a model or an alias, retired ones included', async () => {
  await admin.post('/api/models', { id: 'one', type: 'chat' });
  await admin.post('/api/models', { id: 'two', type: 'chat' });
  await admin.post('/api/models/one/aliases', { alias: 'first' });
  await admin.post('/api/models/two/retire');
  expect(await admin.post('/api/models', { id: 'one', type: 'chat' })).toMatchObject({ status: 409, body: { error: { code: 'conflict', message: 'There is one with this name already.' } } });
  expect(await admin.post('/api/models', { id: 'first', type: 'chat' })).toMatchObject(conflict);
  expect(await admin.post('/api/models/one/aliases', { alias: 'two' })).toMatchObject(conflict);
  expect(await admin.post('/api/models/two/aliases', { alias: 'first' })).toMatchObject(conflict);
});

test('what the configuration file has in its hands is left to it', async () => {
  const { database } = admin;
  const unitPrices = [{ bucket: 'request' as const, fromInputTokens: 0, picoUsd: 1n }];
  const targetId = await database.change(systemAuthor('command'), new Date(), async (change: Change) => {
    await new ManagedModelRepository(database).create(change, 'filed', { type: 'chat', contextWindow: null, maxOutputTokens: null, capabilities: [] });
    await new AliasRepository().create(change, 'filed', 'filed-too');
    const { id } = await new TargetRepository(database).create(change, { modelId: 'filed', providerId: 'groq', upstreamModel: 'x', credentialId: null, region: null, timeouts: {}, priority: 0, weight: 1 });
    await new PriceRepository(database).create(change, { targetId: id, serviceTier: 'default', validFrom: new Date(), unitPrices });
    return id;
  }, 'file');
  const answers = [
    await admin.patch('/api/models/filed', { contextWindow: 1 }), await admin.post('/api/models/filed/retire'), await admin.post('/api/models/filed/aliases', { alias: 'x' }),
    await admin.remove('/api/models/filed/aliases/filed-too'), await admin.post('/api/models/filed/targets', { providerId: 'xai', upstreamModel: 'x' }),
    await admin.patch(`/api/targets/${targetId}`, { weight: 2 }), await admin.remove(`/api/targets/${targetId}`),
    await admin.post(`/api/targets/${targetId}/prices`, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'request', usdPerUnit: '1' }] }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { error: { code: 'file_managed' } } });
  expect((await admin.get('/api/models/filed')).body).toMatchObject({ source: 'file', aliases: ['filed-too'], targets: [{ source: 'file', weight: 1 }] });
});
