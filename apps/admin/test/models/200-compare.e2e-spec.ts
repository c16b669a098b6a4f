import { startAdmin, type RunningAdmin } from '../harness/start-admin.js';
import { minute, TestClock } from '../harness/test-clock.js';

let admin: RunningAdmin;
const clock = new TestClock();
const later = new Date(clock.now() + 30 * minute).toISOString();
beforeAll(async () => {
  admin = await startAdmin({ OPENAI_API_KEY: 'sk-1' }, undefined, clock);
  await make('big', { contextWindow: 200_000, maxOutputTokens: 8000, capabilities: ['text', 'tools', 'vision'] }, { openai: ['2.5', '10'], together: ['2', '12'] });
  await make('small', { contextWindow: 8000, capabilities: ['text', 'tools'] }, { openai: ['0.15', '0.6'] });
  await make('embedder', { type: 'embedding' }, { mistral: ['0.1', '0'] });
  await make('house', { contextWindow: 32_000, capabilities: ['text'] }, { vllm: null });
  await make('unpriced', {}, { groq: null });
});
afterAll(() => admin.close());

async function make(id: string, facts: object, targets: Record<string, [string, string] | null>) {
  const { body } = await admin.post('/api/models', { id, type: 'chat', ...facts, targets: Object.keys(targets).map((providerId) => ({ providerId, upstreamModel: `${id}-there` })) });
  for (const target of body.targets as { id: string; providerId: string }[]) {
    const [input, output] = targets[target.providerId] ?? [];
    if (input === undefined || output === undefined) continue;
    await admin.post(`/api/targets/${target.id}/prices`, { reason: 'as agreed', validFrom: '2026-01-01', unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: input }, { bucket: 'outputText', usdPerMillionTokens: output }] });
    await admin.post(`/api/targets/${target.id}/prices`, { reason: 'as agreed', validFrom: later, unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '0' }, { bucket: 'outputText', usdPerMillionTokens: '0' }] });
  }
}

const rows = async (query: string) => (await admin.get(`/api/models/compare?${query}`)).body.data.map(({ modelId, providerId }: { modelId: string; providerId: string }) => `${modelId} ${providerId}`) as string[];

test('a model is shown at each of its providers, with the price of today and whether it can be called', async () => {
  const { status, body } = await admin.get('/api/models/compare?ids=big,small&sort=input');
  expect([status, body.nextCursor]).toEqual([200, null]);
  expect(body.data).toMatchObject([
    { modelId: 'small', providerId: 'openai', connected: true, contextWindow: 8000, maxOutputTokens: null },
    { modelId: 'big', providerId: 'together', connected: false, price: { unitPrices: [{ bucket: 'inputText', usdPerMillionTokens: '2' }, { bucket: 'outputText', usdPerMillionTokens: '12' }] } },
    {
      modelId: 'big', providerId: 'openai', upstreamModel: 'big-there', region: null, type: 'chat', connected: true, contextWindow: 200_000, maxOutputTokens: 8000, capabilities: ['text', 'tools', 'vision'],
      price: { state: 'priced', validFrom: '2026-01-01T00:00:00.000Z', source: 'admin', unitPrices: [{ bucket: 'inputText', fromInputTokens: 0, usdPerMillionTokens: '2.5', usdPerUnit: null }, { bucket: 'outputText', usdPerMillionTokens: '10' }] },
    },
  ]);
});

test('the cheapest comes first, what is free before it, what has no price last; the largest window first', async () => {
  expect(await rows('type=chat&sort=input')).toEqual(['house vllm', 'small openai', 'big together', 'big openai', 'unpriced groq']);
  expect(await rows('type=chat&sort=output')).toEqual(['house vllm', 'small openai', 'big openai', 'big together', 'unpriced groq']);
  expect((await rows('type=chat&sort=context')).map((row) => row.split(' ')[0])).toEqual(['big', 'big', 'house', 'small', 'unpriced']);
});

test.each([
  ['type=embedding', ['embedder mistral']],
  ['capability=tools,vision&provider=openai', ['big openai']],
  ['connected=true', ['big openai', 'small openai']],
  ['price=unpriced', ['unpriced groq']],
  ['price=free', ['house vllm']],
  ['minContextWindow=32000&provider=openai,vllm', ['big openai', 'house vllm']],
  ['ids=none', []],
])('%s', async (query, expected) => {
  expect(await rows(query)).toEqual(expected);
});

test.each(['id', 'input', 'output', 'context', 'maxOutput'])('by %s it reads the same page by page', async (sort) => {
  const whole = await rows(`sort=${sort}`);
  expect(whole).toHaveLength(6);
  const pages: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = `sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
    pages.push(...await rows(query));
    cursor = (await admin.get(`/api/models/compare?${query}`)).body.nextCursor as string | null;
  }
  expect(pages).toEqual(whole);
});

test('a target that is pinned to a disabled credential is not connected, though its provider is', async () => {
  const { body: { id: credentialId } } = await admin.post('/api/credentials', { providerId: 'openai', name: 'pinned', secret: 'sk-2' });
  await admin.post('/api/models', { id: 'pinned', type: 'chat', targets: [{ providerId: 'openai', upstreamModel: 'p', credentialId }] });
  const connected = async () => (await admin.get('/api/models/compare?ids=pinned')).body.data[0].connected as boolean;
  expect(await connected()).toBe(true);
  await admin.post(`/api/credentials/${credentialId}/disable`);
  expect(await connected()).toBe(false);
  await admin.post('/api/models/pinned/retire');
});

test('a price that begins later holds from its date on; a retired model is not compared', async () => {
  clock.advance(31 * minute);
  expect((await admin.get('/api/models/compare?ids=small,pinned')).body.data).toMatchObject([{ modelId: 'small', price: { state: 'free', validFrom: later } }]);
});
