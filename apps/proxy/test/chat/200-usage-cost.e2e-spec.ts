import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, anthropicStream, geminiStream, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const messages = [{ role: 'user', content: 'Hi' }];
const asked = { 'x-aiproxy-usage-cost': 'true' };
const send = (path: string, body: object, headers: Record<string, string> = asked) => proxy.post(path, body, { headers });

test.each([
  ['chat', '/v1/chat/completions', { model: 'gpt-4o-mini', messages }, json(openaiReply())],
  ['chat of another dialect', '/v1/chat/completions', { model: 'claude-sonnet-4-5', messages }, json(anthropicReply())],
  ['embeddings', '/v1/embeddings', { model: 'text-embedding-3-large', input: 'Hi' }, json({ object: 'list', model: 'm', data: [{ object: 'embedding', index: 0, embedding: [0.5] }], usage: { prompt_tokens: 2, total_tokens: 2 } })],
  ['several answers put together', '/v1/completions', { model: 'gpt-4o-mini', prompt: ['a', 'b'] }, json(openaiReply())],
])('%s shows its cost in the usage, the same as in the header', async (_, path, body, answer) => {
  proxy.upstream.answer(answer);
  const response = await send(path, body);
  const { usage } = (await response.json()) as { usage: { cost: number; total_tokens: number } };
  expect(usage.cost).toBeGreaterThan(0);
  expect(usage.cost).toBe(Number(response.headers.get('x-aiproxy-cost-usd')));
  expect(usage.total_tokens).toBeGreaterThan(0);
});

// By hand, in USD per million of such answers.
test.each<[string, object, string, number]>([
  ['a stream that is forwarded', { model: 'gpt-4o-mini' }, openaiStream('Hi'), 5.7], // 8 x 0.15 + 4 x 0.075 + 7 x 0.60
  ['one of Anthropic', { model: 'claude-sonnet-4-5' }, anthropicStream('Hi'), 285], // 10 x 3 + 100 x 0.30 + 20 x 3.75 + 10 x 6 + 6 x 15
  ['one of Gemini', { model: 'gemini-2.5-flash' }, geminiStream('Hi'), 65.2], // 9 x 0.30 + 25 x 2.50
  ['two of Anthropic put together', { model: 'claude-sonnet-4-5', n: 2 }, anthropicStream('Hi'), 570],
])('%s shows it in the chunk of the usage: what its rows in the ledger are charged', async (_, asks, text, usdPerMillion) => {
  proxy.upstream.answer(stream(text));
  const response = await send('/v1/chat/completions', { ...asks, messages, stream: true, stream_options: { include_usage: true } });
  const chunks = (await response.text()).split('\n\n').filter((frame) => frame.startsWith('data: {')).map((frame) => JSON.parse(frame.slice(6)) as { usage?: { cost?: number } | null });
  const costs = chunks.flatMap(({ usage }) => (usage ? [usage.cost] : []));
  expect(costs.map((cost) => Math.round((cost ?? 0) * 1e12))).toEqual([Math.round(usdPerMillion * 1e6)]);
  const id = response.headers.get('x-request-id');
  const booked = () => proxy.query(`SELECT count(*)::int AS rows, sum(charged_pico_usd)::text AS charged FROM ledger WHERE request_id = '${id}'`);
  let [row] = await booked();
  while (row.rows !== ('n' in asks ? 2 : 1)) [row] = await booked();
  expect(Number(row.charged)).toBe(Math.round(usdPerMillion * 1e6));
});

test('who does not ask for it is not shown it; a word that is none is refused', async () => {
  proxy.upstream.answer(json(openaiReply()));
  const plain = (await (await send('/v1/chat/completions', { model: 'gpt-4o-mini', messages }, {})).json()) as { usage: object };
  expect(plain.usage).not.toHaveProperty('cost');
  const response = await send('/v1/chat/completions', { model: 'gpt-4o-mini', messages }, { 'x-aiproxy-usage-cost': 'yes' });
  expect([response.status, await response.json()]).toEqual([400, { error: expect.objectContaining({ param: 'x-aiproxy-usage-cost' }) as object }]);
});
