import { json, stream } from '../harness/fake-upstream.js';
import { anthropicReply, openaiReply, openaiStream } from '../harness/replies.js';
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
  ['several answers put together', '/v1/completions', { model: 'gpt-4o-mini', prompt: ['a', 'b'] }, json(openaiReply())],
])('%s shows its cost in the usage, the same as in the header', async (_, path, body, answer) => {
  proxy.upstream.answer(answer);
  const response = await send(path, body);
  const { usage } = (await response.json()) as { usage: { cost: number; total_tokens: number } };
  expect(usage.cost).toBeGreaterThan(0);
  expect(usage.cost).toBe(Number(response.headers.get('x-aiproxy-cost-usd')));
  expect(usage.total_tokens).toBeGreaterThan(0);
});

test('a stream shows it in the chunk of the usage: what its row in the ledger is charged', async () => {
  proxy.upstream.answer(stream(openaiStream('Hi')));
  const response = await send('/v1/chat/completions', { model: 'gpt-4o-mini', messages, stream: true, stream_options: { include_usage: true } });
  const chunks = (await response.text()).split('\n\n').filter((frame) => frame.startsWith('data: {')).map((frame) => JSON.parse(frame.slice(6)) as { usage?: { cost?: number } | null });
  const costs = chunks.flatMap(({ usage }) => (usage ? [usage.cost] : []));
  expect(costs).toHaveLength(1);
  const id = response.headers.get('x-request-id');
  let rows = await proxy.query(`SELECT charged_pico_usd::text AS charged FROM ledger WHERE request_id = '${id}'`);
  while (rows.length === 0) rows = await proxy.query(`SELECT charged_pico_usd::text AS charged FROM ledger WHERE request_id = '${id}'`);
  expect(Math.round(costs[0]! * 1e12)).toBe(Number(rows[0].charged));
});

test('who does not ask for it is not shown it; a word that is none is refused', async () => {
  proxy.upstream.answer(json(openaiReply()));
  const plain = (await (await send('/v1/chat/completions', { model: 'gpt-4o-mini', messages }, {})).json()) as { usage: object };
  expect(plain.usage).not.toHaveProperty('cost');
  const response = await send('/v1/chat/completions', { model: 'gpt-4o-mini', messages }, { 'x-aiproxy-usage-cost': 'yes' });
  expect([response.status, await response.json()]).toEqual([400, { error: expect.objectContaining({ param: 'x-aiproxy-usage-cost' }) as object }]);
});
