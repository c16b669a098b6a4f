import { ModelRepository } from '#database/models';
import { listCost } from '#metering/cost';
import { usdText } from '#metering/money';
import { usageOf } from '#providers/usage';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let targetId: string;
beforeAll(async () => {
  admin = await startAdmin();
  targetId = (await admin.post('/api/models', { id: 'm', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'm' }] })).body.targets[0].id as string;
});
afterAll(() => admin.close());

const unitPrices = [
  { bucket: 'inputText', usdPerMillionTokens: '0.15' }, { bucket: 'inputText', fromInputTokens: 200000, usdPerMillionTokens: '0.3' },
  { bucket: 'cacheRead', usdPerMillionTokens: '0.000001' }, { bucket: 'outputText', usdPerMillionTokens: '1000000' },
  { bucket: 'images', usdPerUnit: '0.000000000001' }, { bucket: 'request', usdPerUnit: '0.005' },
];

test('a price is stored to the last pico-dollar and shown as it was written', async () => {
  const answer = await admin.post(`/api/targets/${targetId}/prices`, { reason: 'as agreed', validFrom: '2020-01-01', unitPrices });
  expect(answer).toMatchObject({ status: 201, body: { targetId, serviceTier: 'default', validFrom: '2020-01-01T00:00:00.000Z', source: 'admin', reason: 'as agreed' } });
  const shown = answer.body.unitPrices as { bucket: string; fromInputTokens: number; usdPerMillionTokens: string | null; usdPerUnit: string | null }[];
  const written = unitPrices.map((price) => ({ fromInputTokens: 0, usdPerMillionTokens: null, usdPerUnit: null, ...price }));
  expect(shown).toHaveLength(written.length);
  expect(shown).toEqual(expect.arrayContaining(written));
  const rows = await admin.query('SELECT bucket, from_input_tokens, pico_usd FROM price_unit WHERE price_version_id = $1', [answer.body.id]);
  const stored = Object.fromEntries(rows.map(({ bucket, from_input_tokens: from, pico_usd: pico }) => [`${String(bucket)} ${String(from)}`, pico]));
  // 0.15 USD / 10^6 tokens = 1.5 * 10^-7 USD = 150,000 * 10^-12 USD.
  expect(stored).toEqual({ 'inputText 0': '150000', 'inputText 200000': '300000', 'cacheRead 0': '1', 'outputText 0': '1000000000000', 'images 0': '1', 'request 0': '5000000000' });
});

test('a call is billed by it as by hand', async () => {
  await admin.post(`/api/targets/${targetId}/prices`, {
    reason: 'as agreed', validFrom: '2021-01-01',
    unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '2.5' }, { bucket: 'cacheRead', usdPerMillionTokens: '1.25' }, { bucket: 'outputText', usdPerMillionTokens: '10' }],
  });
  const [model] = await new ModelRepository(admin.database).loadAll();
  const [{ unitPrices: newest }] = model.targets[0].priceVersions;
  const { listPicoUsd, unpriced } = listCost(usageOf({ inputText: 1234, cacheRead: 1000, outputText: 567 }), newest);
  // 1234 * 0.0000025 + 1000 * 0.00000125 + 567 * 0.00001 = 0.003085 + 0.00125 + 0.00567
  expect([usdText(listPicoUsd), unpriced]).toEqual(['0.010005', []]);
});

test('a price may begin in the past or the future, by a date or a moment with its zone, for another service tier', async () => {
  const price = [{ bucket: 'request', usdPerUnit: '1' }];
  const { body } = await admin.post(`/api/targets/${targetId}/prices`, { reason: 'as agreed', validFrom: '2030-06-01T02:00:00+02:00', serviceTier: 'batch', unitPrices: price });
  expect(body).toMatchObject({ validFrom: '2030-06-01T00:00:00.000Z', serviceTier: 'batch' });
});

test('versions are listed by date, the latest first, of one date the younger first, page by page; none replaces another', async () => {
  const { body: made } = await admin.post('/api/models', { id: 'dated', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'd' }] });
  const path = `/api/targets/${made.targets[0].id}/prices`;
  const post = async (validFrom: string, usdPerUnit: string) => (await admin.post(path, { reason: 'as agreed', validFrom, unitPrices: [{ bucket: 'request', usdPerUnit }] })).body.id as string;
  const [may, march, again] = [await post('2026-05-01', '1'), await post('2026-03-01', '2'), await post('2026-05-01', '3')];
  const first = await admin.get(`${path}?limit=2`);
  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual([again, may]);
  const second = await admin.get(`${path}?limit=2&cursor=${first.body.nextCursor}`);
  expect([second.body.data.map(({ id }: { id: string }) => id), second.body.nextCursor]).toEqual([[march], null]);
});

test('a price is noted in the audit log, its amounts as text', async () => {
  const { body } = await admin.post(`/api/targets/${targetId}/prices`, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'request', usdPerUnit: '900' }] });
  const [row] = await admin.query("SELECT after FROM audit WHERE action = 'price.create' AND resource_id = $1", [body.id]);
  expect(JSON.parse(String(row.after))).toMatchObject({ targetId, reason: 'as agreed', unitPrices: [{ bucket: 'request', picoUsd: '900000000000000' }] });
});
