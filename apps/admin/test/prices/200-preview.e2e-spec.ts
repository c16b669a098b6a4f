import { LedgerRepository } from '#database/ledger';
import type { LedgerRecord } from '#database/records';
import { usageOf, type Usage } from '#providers/usage';
import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

const now = Date.now();
const daysAgo = (days: number) => new Date(now - days * 24 * 3_600_000);

let admin: RunningAdmin;
beforeAll(async () => {
  admin = await startAdmin({}, undefined, { now: () => now });
});
afterAll(() => admin.close());

let rows = 0;
async function book(some: Partial<LedgerRecord> & { used: Partial<Usage> }): Promise<void> {
  rows += 1;
  const { used, ...fields } = some;
  await new LedgerRepository(admin.database).insertMany([{
    requestId: `req_${rows}`, attempt: 1, openedAt: daysAgo(1), projectId: 'p', keyId: 'k', memberId: null, costCentre: null, endUser: null, tags: {}, endpoint: 'chat',
    modelAsked: 'm', modelServed: 'm', providerId: 'groq', credentialId: 'env:groq', usage: usageOf(used), priceVersionId: null, listPicoUsd: 0n, chargedPicoUsd: 0n,
    basisPoints: 0, confidence: 'reported', outcome: 'ok', final: true, firstTokenMs: null, totalMs: 1, processId: 'a process', sequence: BigInt(rows), ...fields,
  }]);
}

async function makeTarget(model: string): Promise<string> {
  return (await admin.post('/api/models', { id: model, type: 'chat', targets: [{ providerId: 'groq', upstreamModel: model }] })).body.targets[0].id as string;
}
const setPrice = async (target: string, serviceTier: string) => (await admin.post(`/api/targets/${target}/prices`, {
  reason: 'list', validFrom: '2020-01-01', serviceTier, unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '1' }, { bucket: 'outputText', usdPerMillionTokens: '2' }],
})).body.id as string;

const tried = [
  { bucket: 'inputText', usdPerMillionTokens: '3' }, { bucket: 'inputText', fromInputTokens: 1_000, usdPerMillionTokens: '6' }, { bucket: 'outputText', usdPerMillionTokens: '0.000001' },
  { bucket: 'request', usdPerUnit: '0.000000000005' },
];

test('prices are tried on the last 30 days of a target, to the last digit, and nothing is written', async () => {
  const target = await makeTarget('m');
  const [priceVersionId, flex] = [await setPrice(target, 'default'), await setPrice(target, 'flex')];
  await book({ used: { inputText: 999, outputText: 7 }, priceVersionId, listPicoUsd: 1_013_000_000n }); // 999 x 3 + 7 x 0.000001 USD per million, + 5
  await book({ used: { inputText: 1, cacheRead: 999, outputText: 1, images: 2 }, priceVersionId, listPicoUsd: 1_002_000_000n }); // 1,000 x 6 + 0.000001, + 5
  await book({ used: { inputText: 10 }, priceVersionId, openedAt: daysAgo(31), listPicoUsd: 10_000_000n });
  await book({ used: { inputText: 10 }, priceVersionId: flex, listPicoUsd: 10_000_000n });
  await book({ used: {}, confidence: 'none', outcome: 'upstream_unreachable' });
  const before = await admin.query('SELECT count(*) FROM price_version');
  const answer = await admin.post(`/api/targets/${target}/prices/preview`, { unitPrices: tried });
  expect(answer).toMatchObject({ status: 200, body: {
    from: daysAgo(30).toISOString(), until: new Date(now).toISOString(), attempts: 2, unpricedAttempts: 0, bookedListUsd: '0.002015',
    newListUsd: '0.008997000018', // 999 x 3,000,000 + 1,000 x 6,000,000 + 8 x 1 + 2 x 5 pico-USD
    lackingBuckets: ['images'],
  } });
  expect(await admin.query('SELECT count(*) FROM price_version')).toEqual(before);
  expect((await admin.post(`/api/targets/${target}/prices/preview`, { serviceTier: 'flex', unitPrices: tried })).body).toMatchObject({ attempts: 1, bookedListUsd: '0.00001', newListUsd: '0.000030000005' });
});

test('an ordinary price is tried on what was unpriced, too: booked at the ceiling, or at nothing', async () => {
  const target = await makeTarget('unpriced');
  const ceiling = await setPrice(target, 'ceiling');
  const own = { modelAsked: 'unpriced', modelServed: 'unpriced', confidence: 'unpriced' as const };
  await book({ ...own, used: { inputText: 100 }, priceVersionId: ceiling, listPicoUsd: 100_000_000n });
  await book({ ...own, used: { inputText: 50 } });
  await book({ ...own, used: { inputText: 50 }, modelServed: 'another' });
  const { body } = await admin.post(`/api/targets/${target}/prices/preview`, { unitPrices: tried });
  expect(body).toMatchObject({ attempts: 2, unpricedAttempts: 2, bookedListUsd: '0.0001', newListUsd: '0.00045000001' });
});

test('nothing used costs nothing', async () => {
  const target = await makeTarget('idle');
  expect((await admin.post(`/api/targets/${target}/prices/preview`, { unitPrices: tried })).body).toMatchObject({ attempts: 0, bookedListUsd: '0', newListUsd: '0', lackingBuckets: [] });
});

test('what could not be set cannot be tried', async () => {
  const target = await makeTarget('checked');
  expect(await admin.post(`/api/targets/${target}/prices/preview`, { unitPrices: [tried[0]] })).toMatchObject({ status: 400, body: { error: { param: 'unitPrices' } } });
  expect((await admin.post('/api/targets/none/prices/preview', { unitPrices: tried })).status).toBe(404);
});
