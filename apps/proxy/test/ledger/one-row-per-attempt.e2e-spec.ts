import { json, reset, silent, stream } from '../harness/fake-upstream.js';
import { anthropicEvents, anthropicReply, anthropicStream, geminiStream, openaiFrames, openaiReply, openaiStream } from '../harness/replies.js';
import { startProxy, type LedgerRow, type RunningProxy } from '../harness/start-proxy.js';

const ask = (model: string, more: object = {}) => ({ model, messages: [{ role: 'user', content: 'Hello' }], ...more });
const streamed = { stream: true };

let proxy: RunningProxy;
beforeEach(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1', UPSTREAM_FIRST_BYTE_MS: '1000' }); });
afterEach(() => proxy.close());

/** The one row there is, without what differs from run to run. */
async function onlyRow(): Promise<LedgerRow> {
  const rows = await proxy.stopAndReadLedger();
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}
const tokens = (row: LedgerRow) => Object.fromEntries(Object.entries(row).filter(([name, value]) => /^(input|cache|output)_|^images$/.test(name) && Number(value) > 0).map(([name, value]) => [name, Number(value)]));

describe('the ledger', () => {
  it('has the tokens by bucket and the cost of a plain answer, to the last digit', async () => {
    proxy.upstream.answer(json(openaiReply()));
    await proxy.post('/v1/chat/completions', ask('gpt-4o-mini', { user: 'alice' }), { headers: { 'x-aiproxy-tags': 'team=search' } });
    const row = await onlyRow();
    expect(tokens(row)).toEqual({ input_text: 8, cache_read: 4, output_text: 7 });
    // 8 x 0.15 + 4 x 0.075 + 7 x 0.60 USD per million = 5.7 millionths of a dollar
    expect(row).toMatchObject({
      list_pico_usd: '5700000', charged_pico_usd: '5700000', confidence: 'reported', outcome: 'ok', final: true, attempt: 1, endpoint: 'chat',
      model_asked: 'gpt-4o-mini', model_served: 'gpt-4o-mini', provider_id: 'openai', credential_id: 'env:openai', end_user: 'alice', tags: { team: 'search' },
    });
  });

  it('has the same for a stream of OpenAI whether or not its caller asked for the usage', async () => {
    proxy.upstream.answer(stream(openaiStream('Hel', 'lo')));
    await (await proxy.post('/v1/chat/completions', ask('gpt-4o-mini', streamed))).text();
    await (await proxy.post('/v1/chat/completions', ask('gpt-4o-mini', { ...streamed, stream_options: { include_usage: true } }))).text();
    const rows = await proxy.stopAndReadLedger();
    expect(rows.map((row) => [row.list_pico_usd, row.confidence, row.outcome])).toEqual([['5700000', 'reported', 'ok'], ['5700000', 'reported', 'ok']]);
    expect(rows.every((row) => row.first_token_ms !== null)).toBe(true);
  });

  it.each([
    ['plain', json(anthropicReply()), {}],
    ['streamed', stream(anthropicStream('Hello', ' from', ' Claude.')), streamed],
  ])('keeps the cache buckets of Anthropic apart, %s', async (_, answer, more) => {
    proxy.upstream.answer(answer);
    await (await proxy.post('/v1/chat/completions', ask('claude-sonnet-4-5', more))).text();
    const row = await onlyRow();
    expect(tokens(row)).toEqual({ input_text: 10, cache_read: 100, cache_write_5m: 20, cache_write_1h: 10, output_text: 6 });
    // 10 x 3 + 100 x 0.30 + 20 x 3.75 + 10 x 6 + 6 x 15 USD per million
    expect(row.list_pico_usd).toBe('285000000');
  });

  it('counts thoughts of Gemini as output', async () => {
    proxy.upstream.answer(stream(geminiStream('Hello', ' there')));
    await (await proxy.post('/v1/chat/completions', ask('gemini-2.5-flash', streamed))).text();
    const row = await onlyRow();
    expect(tokens(row)).toEqual({ input_text: 9, output_text: 5, output_reasoning: 20 });
    expect(row.list_pico_usd).toBe('65200000'); // 9 x 0.30 + 25 x 2.50 USD per million
  });

  it('has a row without cost for what the provider refused', async () => {
    proxy.upstream.answer(json({ error: { message: 'no', type: 'invalid_request_error', param: null, code: null } }, 400));
    expect((await proxy.post('/v1/chat/completions', ask('gpt-4o-mini'))).status).toBe(400);
    expect(await onlyRow()).toMatchObject({ outcome: 'invalid_request', confidence: 'none', list_pico_usd: '0', final: true });
  });

  it('has a row without cost for a provider that cannot be reached', async () => {
    proxy.upstream.answer(reset);
    expect((await proxy.post('/v1/chat/completions', ask('gpt-4o-mini'))).status).toBe(502);
    expect(await onlyRow()).toMatchObject({ outcome: 'upstream_unreachable', confidence: 'none', list_pico_usd: '0' });
  });

  it('books the input of a call that timed out: the provider may have billed it', async () => {
    proxy.upstream.answer(silent);
    expect((await proxy.post('/v1/chat/completions', ask('gpt-4o-mini'))).status).toBe(504);
    const row = await onlyRow();
    expect(row).toMatchObject({ outcome: 'upstream_timeout', confidence: 'estimated' });
    expect(Object.keys(tokens(row))).toEqual(['input_text']);
  });

  it('books a stream that was cut off as an estimate of what was shown', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('x'.repeat(40)), { after: 'cut' }));
    await (await proxy.post('/v1/chat/completions', ask('gpt-4o-mini', streamed))).text();
    const row = await onlyRow();
    expect(row).toMatchObject({ outcome: 'upstream_error', confidence: 'estimated', output_text: expect.anything() });
    expect(tokens(row).output_text).toBe(10);
  });

  it('never books more output for a cut stream than the caller allowed', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('x'.repeat(4000)), { after: 'cut' }));
    await (await proxy.post('/v1/chat/completions', ask('gpt-4o-mini', { ...streamed, max_tokens: 5 }))).text();
    expect(tokens(await onlyRow()).output_text).toBe(5);
  });

  it.each([
    ['OpenAI', 'gpt-4o-mini', openaiFrames.start + openaiFrames.text('x'.repeat(40)), { output_text: 10 }],
    ['Anthropic', 'claude-sonnet-4-5', anthropicEvents.start + anthropicEvents.text('x'.repeat(40)), { input_text: 10, cache_read: 100, cache_write_5m: 20, cache_write_1h: 10, output_text: 10 }],
  ])('books one row when the caller of %s leaves midway, with the input that was told already', async (_, model, text, expected) => {
    proxy.upstream.answer(stream(text, { after: 'hang' }));
    const leave = new AbortController();
    const response = await proxy.post('/v1/chat/completions', ask(model, streamed), { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
    await proxy.upstream.left();
    const row = await onlyRow();
    expect(row).toMatchObject({ outcome: 'cancelled', confidence: 'estimated', final: true });
    expect(tokens(row)).toMatchObject(expected);
  });

  it('has a row for each prompt that a chat model was asked, numbered as they were opened', async () => {
    proxy.upstream.answer(json(openaiReply()));
    await proxy.post('/v1/completions', { model: 'gpt-4o-mini', prompt: ['a', 'b', 'c'] });
    const rows = await proxy.stopAndReadLedger();
    expect(rows.map(({ attempt, outcome, endpoint }) => [attempt, outcome, endpoint])).toEqual([[1, 'ok', 'completions'], [2, 'ok', 'completions'], [3, 'ok', 'completions']]);
    expect(new Set(rows.map((row) => row.request_id)).size).toBe(1);
  });

  it('has none for what the gate or the door refused', async () => {
    await proxy.post('/v1/chat/completions', ask('gpt-4o-mini'), { key: 'wrong' });
    await proxy.post('/v1/chat/completions', { model: 'gpt-4o-mini' });
    await proxy.post('/v1/chat/completions', ask('no-such-model'));
    expect(await proxy.stopAndReadLedger()).toEqual([]);
  });
});
