import { json } from '../harness/fake-upstream.js';
import { anthropicReply, openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); });
afterAll(() => proxy.close());

const ask = (more: object = {}) => ({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }], ...more });
const send = (body: unknown, headers: Record<string, string> = {}) => proxy.post('/v1/chat/completions', body, { headers });
const sent = () => proxy.upstream.received.at(-1)!;

describe('an answer in the provider\'s own dialect', () => {
  it('is the bytes that came, with the provider named first', async () => {
    const wire = '{ "id":"chatcmpl-1",  "choices":[{"index":0,"message":{"role":"assistant","content":"\\u00fc 1.0"},"finish_reason":"stop"}],"big":12345678901234567890,"number":1.0 , "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}';
    proxy.upstream.answer(json(wire));
    const response = await send(ask());
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.startsWith('{"provider":"openai",')).toBe(true);
    expect(text).toBe(`{"provider":"openai",${wire.slice(1).trimStart()}`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });

  it('keeps what the provider called its own provider under another name', async () => {
    proxy.upstream.answer(json({ provider: 'Azure', ...openaiReply() }));
    expect(await (await send(ask())).json()).toMatchObject({ provider: 'openai', upstream_provider: 'Azure' });
  });

  it('is piped whole when it is larger than 64 KiB', async () => {
    const wire = JSON.stringify(openaiReply('ä'.repeat(600_000)));
    proxy.upstream.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const bytes = Buffer.from(wire);
      for (let at = 0; at < bytes.length; at += 70_001) await new Promise((written) => { response.write(bytes.subarray(at, at + 70_001), written); });
      response.end();
    });
    const response = await send(ask());
    expect(await response.text()).toBe(`{"provider":"openai",${wire.slice(1)}`);
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.headers.get('x-aiproxy-provider')).toBe('openai');
  });
});

describe('a request in the provider\'s own dialect', () => {
  beforeEach(() => proxy.upstream.answer(json(openaiReply())));

  it('crosses as the bytes the caller wrote, fields that we do not know included', async () => {
    await send('{"messages":[ {"role":"user","content":"\\u00fc","vendor_part":1.0} ],"model":"gpt-4o-mini","temperature":1.0,"vendor":{"seed":12345678901234567890}}');
    expect(sent().text).toBe('{"messages":[ {"role":"user","content":"\\u00fc","vendor_part":1.0} ],"model":"gpt-4o-mini","temperature":1.0,"vendor":{"seed":12345678901234567890}}');
    expect(sent().path).toBe('/v1/chat/completions');
  });

  it('names the model as the provider does', async () => {
    await send(ask({ model: 'openai/gpt-4o-mini' }));
    expect(sent().body).toMatchObject({ model: 'gpt-4o-mini' });
  });

  it('loses the fields that are ours and those that are null', async () => {
    await send(ask({ provider: 'openai', fallbacks: ['gpt-4o'], temperature: null, stop: null, tools: null, vendor: null, user: 'u' }));
    expect(sent().body).toEqual(ask({ user: 'u' }));
  });

  it('gets max_tokens renamed for reasoning models, and for them alone', async () => {
    await send(ask({ model: 'o3-mini', max_tokens: 50 }));
    expect(sent().body).toEqual(ask({ model: 'o3-mini', max_completion_tokens: 50 }));
    await send(ask({ max_tokens: 50 }));
    expect(sent().body).toEqual(ask({ max_tokens: 50 }));
  });

  it('shows the provider our credential and nothing that speaks of the caller', async () => {
    await send(ask(), {
      cookie: 'session=1', 'x-aiproxy-tags': 'team=search', 'openai-organization': 'org-1', 'openai-project': 'proj-1', 'x-api-key': 'other',
      'x-forwarded-for': '10.0.0.1', 'user-agent': 'their-program', 'openai-beta': 'assistants=v2',
    });
    const { headers, text } = sent();
    expect(Object.keys(headers).sort()).toEqual(['accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'host', 'openai-beta', 'user-agent']);
    expect(headers).toMatchObject({ authorization: 'Bearer upstream-openai-secret', 'accept-encoding': 'identity', 'user-agent': 'aiproxy', 'openai-beta': 'assistants=v2' });
    expect(JSON.stringify(headers) + text).not.toContain(proxy.key);
  });
});

describe('the headers of an answer', () => {
  it('say who served it, at what cost and under which ids', async () => {
    proxy.upstream.answer(json(openaiReply(), 200, { 'x-request-id': 'req_vendor', 'set-cookie': 'a=b', 'openai-organization': 'our-org', server: 'vendor' }));
    const { headers } = await send(ask());
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-aiproxy-')))).toEqual({
      'x-aiproxy-overhead-ms': expect.stringMatching(/^\d+(\.\d{1,2})?$/) as string,
      'x-aiproxy-provider': 'openai', 'x-aiproxy-model': 'gpt-4o-mini', 'x-aiproxy-attempts': '1', 'x-aiproxy-upstream-id': 'req_vendor',
      'x-aiproxy-cost-usd': '0.0000057', // 8 x 0.15 + 4 x 0.075 + 7 x 0.60 USD per million
    });
    expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(['set-cookie', 'openai-organization', 'server'].map((name) => headers.get(name))).toEqual([null, null, null]);
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual(['no-store', 'Authorization']);
  });

  it('name the fields that another dialect could not be told', async () => {
    proxy.upstream.answer(json(anthropicReply()));
    const response = await send(ask({ model: 'claude-sonnet-4-5', seed: 7, logit_bias: { 1: 2 }, vendor: true }));
    expect(response.headers.get('x-aiproxy-params-dropped')?.split(',').sort()).toEqual(['logit_bias', 'seed', 'vendor']);
    expect(await response.json()).toMatchObject({
      object: 'chat.completion', provider: 'anthropic', choices: [{ index: 0, message: { role: 'assistant', content: 'Hello from Claude.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 140, completion_tokens: 6, total_tokens: 146 },
    });
    expect(sent().headers).toMatchObject({ 'x-api-key': 'upstream-anthropic-secret' });
    expect(sent().headers.authorization).toBeUndefined();
  });
});

it('choices that a provider gives one at a time come as one answer', async () => {
  proxy.upstream.answer(json(anthropicReply()));
  const before = proxy.upstream.received.length;
  const response = await send(ask({ model: 'claude-sonnet-4-5', n: 3 }));
  expect(await response.json()).toMatchObject({ provider: 'anthropic', choices: [{ index: 0 }, { index: 1 }, { index: 2 }], usage: { completion_tokens: 18 } });
  expect(proxy.upstream.received.length - before).toBe(3);
  expect(response.headers.get('x-aiproxy-attempts')).toBe('3');
});
