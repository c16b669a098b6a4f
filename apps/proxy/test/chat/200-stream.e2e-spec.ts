import { request } from 'node:http';
import { once } from 'node:events';
import { data, json, stream } from '../harness/fake-upstream.js';
import { anthropicEvents, anthropicStream, geminiStream, openaiFrames, openaiStream } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy({ ATTEMPTS_MAX: '1', COMMIT_HOLD_MS: '200', PING_MS: '1000' }); });
afterAll(() => proxy.close());

const models = { openai: 'gpt-4o-mini', anthropic: 'claude-sonnet-4-5', google: 'gemini-2.5-flash' };
const texts = { openai: openaiStream('Grüße ', '世界 ', '😀'), anthropic: anthropicStream('Grüße ', '世界 ', '😀'), google: geminiStream('Grüße ', '世界 ', '😀') };
type Provider = keyof typeof models;
const ask = (provider: Provider, more: object = {}) => ({ model: models[provider], messages: [{ role: 'user', content: 'Hi' }], stream: true, ...more });
const send = (body: unknown) => proxy.post('/v1/chat/completions', body);

interface Chunk { id: string; object: string; model: string; usage?: unknown; error?: unknown; choices: { delta: { role?: string; content?: string }; finish_reason: string | null }[] }
const framesOf = (text: string) => text.split('\n\n').filter((frame) => frame.startsWith('data: {')).map((frame) => JSON.parse(frame.slice(6)) as Chunk);
const contentOf = (frames: Chunk[]) => frames.map((frame) => frame.choices[0]?.delta.content ?? '').join('');

describe.each(Object.keys(models) as Provider[])('a stream from %s', (provider) => {
  it('is what OpenAI would have sent, wherever the network cut it', async () => {
    proxy.upstream.answer(stream(texts[provider], { pieceBytes: 1 }));
    const response = await send(ask(provider));
    const text = await response.text();
    const frames = framesOf(text);
    expect(contentOf(frames)).toBe('Grüße 世界 😀');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(frames[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(frames.filter((frame) => frame.choices[0]?.finish_reason)).toHaveLength(1);
    expect(new Set(frames.map(({ id }) => id)).size).toBe(1);
    expect(frames.every((frame) => frame.object === 'chat.completion.chunk' && Array.isArray(frame.choices) && !('error' in frame))).toBe(true);
    expect(Object.fromEntries(['content-type', 'cache-control', 'x-accel-buffering', 'x-aiproxy-provider', 'x-aiproxy-attempts'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'x-aiproxy-provider': provider, 'x-aiproxy-attempts': '1',
    });
  });

  it('shows the usage in one last chunk when asked, and never otherwise', async () => {
    proxy.upstream.answer(stream(texts[provider]));
    const asked = framesOf(await (await send(ask(provider, { stream_options: { include_usage: true } }))).text());
    expect(asked.at(-1)?.choices).toEqual([]);
    expect(asked.at(-1)?.usage).toMatchObject({ total_tokens: expect.any(Number) });
    expect(asked.filter((frame) => frame.usage)).toHaveLength(1);
    const plain = framesOf(await (await send(ask(provider))).text());
    expect(plain.filter((frame) => frame.usage || frame.choices.length === 0)).toEqual([]);
  });
});

describe('a stream', () => {
  it('is over, and booked, with the [DONE] of a provider that keeps its connection open, which is let go', async () => {
    proxy.upstream.answer(stream(texts.openai, { after: 'hang' }));
    const response = await send(ask('openai'));
    const text = await response.text();
    expect(contentOf(framesOf(text))).toBe('Grüße 世界 😀');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    let rows: unknown[] = [];
    while (rows.length === 0) rows = await proxy.query(`SELECT outcome, confidence, output_text FROM ledger WHERE request_id = '${response.headers.get('x-request-id')}'`);
    expect(rows).toEqual([{ outcome: 'ok', confidence: 'reported', output_text: 7 }]);
    await proxy.upstream.left();
  });

  it('that says [DONE] without a finish is broken off at once', async () => {
    proxy.upstream.answer(stream(openaiFrames.start + openaiFrames.text('x') + openaiFrames.done, { after: 'hang' }));
    const text = await (await send(ask('openai'))).text();
    expect(text).toContain('"error":{');
    expect(text).not.toContain('[DONE]');
    await proxy.upstream.left();
  });

  it('crosses as the bytes that came when both ends speak the same dialect', async () => {
    proxy.upstream.answer(stream(`: comment\n\n${openaiFrames.start}${data({ id: 'chatcmpl-upstream', object: 'chat.completion.chunk', created: 1, model: 'm', vendor: { kept: [1.0] }, choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }], obfuscation: 'abc' })}${openaiFrames.finish}${openaiFrames.done}`));
    const text = await (await send(ask('openai'))).text();
    expect(text).toContain('"vendor":{"kept":[1]},');
    expect(text).toContain('"obfuscation":"abc"');
    expect(proxy.upstream.received.at(-1)?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it.each([
    ['a 500', json({ error: { message: 'boom' } }, 500), 502],
    ['an error as its first event', stream(data({ error: { message: 'Overloaded', type: 'server_error', code: null } })), 502],
    ['a role and then nothing', stream(openaiFrames.start + openaiFrames.done), 502],
    ['an error in a 200 that is no stream', json({ error: { message: 'Provider returned error', code: 502 } }), 502],
    ['garbage', stream('data: {broken\n\n'), 502],
    ['a cut before any content', stream(openaiFrames.start, { after: 'cut' }), 502],
  ])('that begins with %s is a real HTTP status', async (_, answer, status) => {
    proxy.upstream.answer(answer);
    const response = await send(ask('openai'));
    expect(response.status).toBe(status);
    expect(Object.keys(((await response.json()) as { error: object }).error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  it.each([
    ['cut off', '', 'cut'],
    ['ended without a finish', '', 'end'],
    ['broken by an error event', data({ error: { message: 'sk-secret failed', type: 'server_error' } }), 'end'],
    ['broken by garbage', 'data: {"choices":[],\n\n', 'end'],
  ])('that is %s after its first content ends in one error frame and no finish', async (_, rest, after) => {
    let goOn: (() => void) | undefined;
    const read = new Promise<void>((resolve) => { goOn = resolve; });
    proxy.upstream.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(openaiFrames.start + openaiFrames.text('Hel'));
      await read;
      if (after === 'cut') response.destroy();
      else response.end(rest);
    });
    const reader = (await send(ask('openai'))).body!.getReader();
    const decoder = new TextDecoder();
    let shown = decoder.decode((await reader.read()).value);
    goOn?.();
    for (let step = await reader.read(); !step.done; step = await reader.read()) shown += decoder.decode(step.value);
    const frames = shown.split('\n\n').filter((frame) => frame.startsWith('data: '));
    expect(contentOf(framesOf(shown).slice(0, -1))).toBe('Hel');
    expect(Object.keys((JSON.parse(frames.at(-1)?.slice(6) ?? '') as { error: object }).error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(shown).not.toContain('"finish_reason":"');
    expect(shown).not.toMatch(/\[DONE\]|sk-secret/);
  });

  it('gets its 200 and a comment while the provider is still thinking, and an error frame if that fails', async () => {
    let answer: (() => void) | undefined;
    proxy.upstream.answer(async (response) => {
      await new Promise<void>((resolve) => { answer = resolve; });
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"late"}}');
    });
    const response = await send(ask('openai'));
    expect(response.status).toBe(200);
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader.read()).value)).toBe(': ping\n\n');
    answer?.();
    let rest = '';
    for (let step = await reader.read(); !step.done; step = await reader.read()) rest += decoder.decode(step.value);
    expect(rest).toMatch(/^(: ping\n\n)*data: \{"error":\{"message":"[^"]+","type":"api_error","param":null,"code":"upstream_error"\}\}\n\n$/);
  });

  it('hangs up on the provider as soon as its caller has left', async () => {
    proxy.upstream.answer(stream(anthropicEvents.start + anthropicEvents.text('x'), { after: 'hang' }));
    const leave = new AbortController();
    const response = await proxy.post('/v1/chat/completions', ask('anthropic'), { signal: leave.signal });
    await response.body?.getReader().read();
    leave.abort();
    await proxy.upstream.left();
  });

  it('to a caller that does not read makes the provider wait', async () => {
    const frame = openaiFrames.text('x'.repeat(16 * 1024));
    const total = 64 * 1024 * 1024;
    let sent = 0;
    let waiting: (() => void) | undefined;
    const stood = new Promise<void>((resolve) => { waiting = resolve; });
    proxy.upstream.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let goOn: (() => void) | undefined;
      response.on('drain', () => goOn?.()).on('close', () => goOn?.());
      response.write(openaiFrames.start);
      while (sent < total && !response.destroyed) {
        sent += frame.length;
        if (response.write(frame)) continue;
        const timer = setTimeout(() => waiting?.(), 500);
        await new Promise<void>((resolve) => { goOn = resolve; });
        clearTimeout(timer);
      }
    });
    const outgoing = request(`${proxy.url}/v1/chat/completions`, { method: 'POST', headers: { authorization: `Bearer ${proxy.key}`, 'content-type': 'application/json' } });
    outgoing.end(JSON.stringify(ask('openai')));
    const [incoming] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream & { destroy(): void }];
    incoming.pause();
    await stood;
    expect(sent).toBeLessThan(total / 4);
    incoming.destroy();
    await proxy.upstream.left();
  });
});
