import { json } from '../harness/fake-upstream.js';
import { openaiReply } from '../harness/replies.js';
import { startProxy, type RunningProxy } from '../harness/start-proxy.js';

let proxy: RunningProxy;
beforeAll(async () => { proxy = await startProxy(); proxy.upstream.answer(json(openaiReply())); });
afterAll(() => proxy.close());

interface Shown { error: { message: string; type: string; param: string | null; code: string | null } }
const hello = { role: 'user', content: 'Hi' };
const ask = (more: object = {}) => ({ model: 'gpt-4o-mini', messages: [hello], ...more });

/** The error of a body that is refused without a call to a provider. */
async function refusal(body: unknown): Promise<Shown['error']> {
  const before = proxy.upstream.received.length;
  const response = await proxy.post('/v1/chat/completions', body);
  const { error } = (await response.json()) as Shown;
  expect(response.status).toBe(400);
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.type).toBe('invalid_request_error');
  expect(proxy.upstream.received).toHaveLength(before);
  return error;
}

describe('a field that is out of form is named', () => {
  it.each([
    ['model', undefined], ['model', ''], ['model', 7], ['model', null], ['messages', undefined], ['messages', []], ['messages', 'Hi'],
    ['temperature', 2.1], ['temperature', -0.1], ['temperature', '1'], ['top_p', 1.1], ['top_p', -1], ['n', 0], ['n', 129], ['n', 1.5],
    ['stop', 7], ['stop', ['a', 'b', 'c', 'd', 'e']], ['stop', [1]], ['presence_penalty', 2.5], ['frequency_penalty', -2.5], ['seed', 1.5],
    ['user', 7], ['stream', 'true'], ['stream', 1], ['max_tokens', 0], ['max_tokens', '5'], ['max_completion_tokens', 0], ['tools', {}],
    ['top_logprobs', 21], ['top_logprobs', -1], ['provider', ''], ['provider', 7], ['provider', []], ['provider', 'nobody'],
  ])('%s: %j', async (field, value) => {
    expect(await refusal(ask({ [field]: value }))).toMatchObject({ param: field, code: null });
  });

  it.each([
    ['messages[0]', ['Hi']], ['messages[1]', [hello, null]], ['messages[0].role', [{ content: 'Hi' }]], ['messages[1].role', [hello, { role: 'robot', content: 'Hi' }]],
    ['messages[0].content', [{ role: 'user', content: 7 }]], ['messages[1].content', [hello, { role: 'user', content: ['Hi'] }]],
    ['messages[0].tool_calls', [{ role: 'assistant', tool_calls: {} }]], ['messages[0].tool_call_id', [{ role: 'tool', content: 'x', tool_call_id: 7 }]],
  ])('%s', async (param, messages) => {
    const error = await refusal(ask({ messages }));
    expect(error.param).toBe(param);
    expect(error.message).toContain(param);
  });

  it('stream_options without a stream', async () => {
    expect(await refusal(ask({ stream_options: { include_usage: true } }))).toMatchObject({ param: 'stream_options' });
    expect(await refusal(ask({ stream: false, stream_options: {} }))).toMatchObject({ param: 'stream_options' });
  });

  it('x-aiproxy-tags', async () => {
    const response = await proxy.post('/v1/chat/completions', ask(), { headers: { 'x-aiproxy-tags': 'team' } });
    expect(response.status).toBe(400);
    expect(((await response.json()) as Shown).error.param).toBe('x-aiproxy-tags');
  });
});

describe('a body is refused', () => {
  it('when a field is given twice, whichever spelling', async () => {
    expect(await refusal('{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"model":"gpt-4o"}')).toMatchObject({ param: 'model', code: 'duplicate_parameter' });
    expect(await refusal('{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"\\u006dodel":"gpt-4o"}')).toMatchObject({ param: 'model', code: 'duplicate_parameter' });
  });

  it.each(['', ' ', '{', '{"model":', '{"model":"gpt-4o-mini",}', '{"model":"gpt-4o-mini"} x', '{\'model\':1}', '{"messages":[{"content":"my secret"', '{"model":nul}'])(
    'that is no JSON: %j', async (body) => {
      const error = await refusal(body);
      expect(error).toMatchObject({ param: null, code: 'invalid_json' });
      expect(error.message).not.toContain('secret');
    },
  );

  it.each(['[]', '[{"model":"gpt-4o-mini"}]', '"text"', '7', 'null', 'true'])('that is no object: %s', async (body) => {
    expect((await refusal(body)).param).toBeNull();
  });
});

describe('what a model cannot do is refused', () => {
  it.each(['gpt-4o-mini', 'claude-sonnet-4-5'])('that is nested deeper than anybody can translate, for %s', async (model) => {
    const parameters = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const { code, message } = await refusal(`{"model":"${model}","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":${parameters}}}]}`);
    expect([code, message]).toEqual(['invalid_json', expect.stringContaining('512 levels')]);
  });

  it('an image\'s address, by a provider that would have us fetch it, naming the part', async () => {
    const content = [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } }];
    expect(await refusal(ask({ model: 'gemini-2.5-flash', messages: [{ role: 'user', content }] }))).toMatchObject({ param: 'messages[0].content[1].image_url' });
  });

  it.each([['text-embedding-3-small', 'embeddings'], ['gpt-3.5-turbo-instruct', 'completions']])('a chat with %s', async (model, what) => {
    const error = await refusal(ask({ model }));
    expect(error).toMatchObject({ param: 'model', code: null });
    expect(error.message).toContain(what);
  });
});

describe('a provider\'s own 4xx', () => {
  it.each([
    ['its words and code', 400, { message: 'Unrecognized request argument: foo', type: 'invalid_request_error', param: 'foo', code: 'unknown_parameter' }, 400, { param: 'foo', code: 'unknown_parameter', message: 'Unrecognized request argument: foo' }],
    ['a context that is too long', 400, { message: 'maximum context length is 8192 tokens', type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' }, 400, { param: 'messages', code: 'context_length_exceeded' }],
    ['its status', 422, { message: 'cannot be done', type: 'invalid_request_error', param: null, code: null }, 422, { message: 'cannot be done' }],
  ])('comes back with %s', async (_, upstreamStatus, error, status, shown) => {
    proxy.upstream.answer(json({ error }, upstreamStatus));
    const response = await proxy.post('/v1/chat/completions', ask());
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', ...shown } });
  });
});
