import { InternalServerError, RateLimitError } from 'openai';
import type { JsonObject } from '../../hub.js';
import { call, client } from './testing/ask-sandbox.js';
import { sandboxModels } from './index.js';

const user = (content: string) => ({ role: 'user' as const, content });
const ask = (model: string) => client.chat.completions.create({ model, messages: [user('a')] });
const refusal = (fields: object, path = '/chat/completions', model = 'sandbox/chat') => call(path, { model, messages: [user('a')], ...fields }).then(({ status, text }) => ({ status, ...(JSON.parse(text) as { error: JsonObject }).error }));

describe('the sandbox, asked wrongly', () => {
  it.each([
    [{ messages: [] }, 'messages'], [{ messages: 'a' }, 'messages'], [{ n: 0 }, 'n'], [{ n: 1.5 }, 'n'], [{ n: 129 }, 'n'], [{ max_tokens: 0 }, 'max_tokens'],
    [{ max_completion_tokens: -1 }, 'max_completion_tokens'], [{ temperature: 3 }, 'temperature'], [{ top_p: 2 }, 'top_p'], [{ presence_penalty: 3 }, 'presence_penalty'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop'], [{ stream: 'yes' }, 'stream'], [{ tool_choice: 'required' }, 'tool_choice'],
    [{ response_format: { type: 'json_schema', json_schema: { schema: { type: 'string', pattern: '^a$' } } } }, 'response_format.json_schema.schema'],
  ])('refuses %j, naming the field', async (fields, param) => {
    expect(await refusal(fields)).toMatchObject({ status: 400, type: 'invalid_request_error', param, message: expect.any(String) as unknown });
  });

  it.each([
    ['/embeddings', 'sandbox/embedding', { input: [] }, 'input'], ['/embeddings', 'sandbox/embedding', { input: ['a', ''] }, 'input'],
    ['/embeddings', 'sandbox/embedding', { input: 'a', dimensions: 0 }, 'dimensions'], ['/embeddings', 'sandbox/embedding', { input: 'a', encoding_format: 'x' }, 'encoding_format'],
    ['/completions', 'sandbox/completion', { prompt: [] }, 'prompt'], ['/completions', 'sandbox/completion', { prompt: { a: 1 } }, 'prompt'], ['/completions', 'sandbox/completion', { prompt: 'a', best_of: 2 }, 'best_of'],
  ])('refuses at %s for %s the body %j', async (path, model, fields, param) => {
    expect(await refusal(fields, path, model)).toMatchObject({ status: 400, type: 'invalid_request_error', param });
  });

  it('knows no other model, no other endpoint, and no model at the wrong endpoint', async () => {
    const unknown = { status: 404, code: 'model_not_found', param: 'model' };
    expect(await refusal({}, '/chat/completions', 'sandbox/none')).toMatchObject(unknown);
    expect(await refusal({ input: 'a' }, '/embeddings', 'sandbox/chat')).toMatchObject(unknown);
    expect(await refusal({}, '/images', 'sandbox/chat')).toMatchObject({ status: 404 });
    expect(await refusal({ model: undefined })).toMatchObject({ status: 400, param: 'model' });
  });

  it('refuses a prompt beyond the context window', async () => {
    expect(await refusal({ messages: [user('abcd'.repeat(128_001))] })).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'messages' });
  });

  it('fails on purpose as its error models are named', async () => {
    await expect(ask('sandbox/error-429')).rejects.toBeInstanceOf(RateLimitError);
    expect((await call('/chat/completions', { model: 'sandbox/error-429' })).headers?.['retry-after']).toBe('1');
    await expect(ask('sandbox/error-500')).rejects.toBeInstanceOf(InternalServerError);
    const { text } = await call('/chat/completions', { model: 'sandbox/error-cut', messages: [user('a')], stream: true });
    expect(text).toContain('"content":"This"');
    expect(text).not.toMatch(/\[DONE\]|"finish_reason":"/);
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
  });
});

describe('the models of the sandbox', () => {
  it('are all answered under their public and their upstream name', async () => {
    const paths = { chat: '/chat/completions', completion: '/completions', embedding: '/embeddings' };
    for (const { id, type, targets } of sandboxModels) {
      for (const model of [id, targets[0].upstreamModel]) expect((await call(paths[type], { model, messages: [user('a')], input: 'a' })).status).not.toBe(404);
    }
  });
});
