import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';

let admin: RunningAdmin;
let path: string;
beforeAll(async () => {
  admin = await startAdmin();
  const { body } = await admin.post('/api/models', { id: 'm', type: 'chat', targets: [{ providerId: 'groq', upstreamModel: 'm' }, { providerId: 'vllm', upstreamModel: 'm' }] });
  path = `/api/targets/${(body.targets as { id: string; providerId: string }[]).find(({ providerId }) => providerId === 'groq')?.id}/prices`;
});
afterAll(() => admin.close());

const input = { bucket: 'inputText', usdPerMillionTokens: '1' };
const output = { bucket: 'outputText', usdPerMillionTokens: '1' };

test.each([
  ['finer than a pico-dollar', [{ ...input, usdPerMillionTokens: '0.0000001' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['more decimals than there are', [{ ...input, usdPerMillionTokens: '0.0000000000001' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['negative', [{ ...input, usdPerMillionTokens: '-1' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['a number instead of text', [{ ...input, usdPerMillionTokens: 0.15 }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['an exponent', [{ ...input, usdPerMillionTokens: '1e3' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['larger than the ledger can sum', [{ ...input, usdPerMillionTokens: '1000001' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['tokens by the piece', [{ bucket: 'inputText', usdPerUnit: '1' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['both at once', [{ ...input, usdPerUnit: '1' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['neither', [{ bucket: 'inputText' }, output], 'unitPrices[0].usdPerMillionTokens'],
  ['images by the million', [input, output, { bucket: 'images', usdPerMillionTokens: '1' }], 'unitPrices[2].usdPerUnit'],
  ['an unknown bucket', [{ ...input, bucket: 'video' }, output], 'unitPrices[0].bucket'],
  ['said twice', [input, output, { ...input, fromInputTokens: 0 }], 'unitPrices[2]'],
  ['from a number of tokens on, and not before', [{ ...input, fromInputTokens: 1000 }, output], 'unitPrices'],
  ['without a price of what is written', [input], 'unitPrices'],
  ['none at all', [], 'unitPrices'],
])('a price is refused by name: %s', async (_, unitPrices, param) => {
  expect(await admin.post(path, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices })).toMatchObject({ status: 400, body: { error: { param } } });
  expect((await admin.get(path)).body.data).toEqual([]);
});

test.each(['yesterday', '2026-02-30', '2026-01-01T12:00:00', 5, null, undefined])('%p is no date', async (validFrom) => {
  expect(await admin.post(path, { reason: 'as agreed', validFrom, unitPrices: [input, output] })).toMatchObject({ status: 400, body: { error: { param: 'validFrom' } } });
});

test.each([undefined, null, '', '  ', 5])('%p is no reason', async (reason) => {
  expect(await admin.post(path, { reason, validFrom: '2026-01-01', unitPrices: [input, output] })).toMatchObject({ status: 400, body: { error: { param: 'reason' } } });
});

test('a provider that is free takes no price', async () => {
  const { body } = await admin.get('/api/models/m');
  const free = (body.targets as { id: string; providerId: string }[]).find(({ providerId }) => providerId === 'vllm');
  expect(await admin.post(`/api/targets/${free?.id}/prices`, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [input, output] })).toMatchObject({ status: 400, body: { error: { param: 'unitPrices' } } });
});
