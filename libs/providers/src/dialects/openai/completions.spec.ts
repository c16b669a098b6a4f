import type { RequestError } from '../../errors.js';
import type { ChatReply, JsonObject, StreamEvent } from '../../hub.js';
import { usageOf } from '../../usage.js';
import { completionStreamRenderer, parseCompletionRequest, renderCompletionReply } from './completions.js';

const usage = usageOf({ inputText: 4, outputText: 2 });
const reply: ChatReply = { id: 'x', model: 'gpt-4-turbo', usage, choices: [{ index: 0, parts: [{ kind: 'reasoning', text: 'Hm.' }, { kind: 'text', text: ' there' }], finish: { unified: 'length', raw: 'length' } }] };

describe('a legacy completion asked of a chat model', () => {
  it('is one user message, of at most 16 tokens unless more are asked for', () => {
    expect(parseCompletionRequest({ model: 'm', prompt: ['a', 'b'], temperature: 0.7, stop: '.', user: 'ann', stream: null }, 'a')).toEqual({
      model: 'm', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'a' }] }], tools: [], maxOutputTokens: 16, temperature: 0.7, stop: ['.'], n: 1, stream: false, user: 'ann',
    });
    expect(parseCompletionRequest({ model: 'm', prompt: 'a', max_tokens: 500 }, 'a').maxOutputTokens).toBe(500);
  });

  it.each<[string, JsonObject]>([['logprobs', { logprobs: 0 }], ['suffix', { suffix: 'x' }], ['best_of', { best_of: 2 }], ['model', { model: null }]])('is refused with %s, which no chat model can answer', (param, more) => {
    expect(() => parseCompletionRequest({ model: 'm', ...more }, 'a')).toThrow(expect.objectContaining<Partial<RequestError>>({ name: 'RequestError', param }) as Error);
  });

  it('is answered as a text completion, under the index of its prompt', () => {
    expect(renderCompletionReply(reply, { id: 'cmpl-1', created: 5, index: 3, echo: 'Hello' })).toMatchObject({
      id: 'cmpl-1', object: 'text_completion', created: 5, model: 'gpt-4-turbo',
      choices: [{ text: 'Hello there', index: 3, logprobs: null, finish_reason: 'length' }],
      usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 },
    });
  });

  it('is streamed in chunks of the same shape: the echo, the text without the reasoning, one finish, the usage by itself', () => {
    const events: StreamEvent[] = [
      { type: 'start', id: 'up', model: 'm' }, { type: 'part-start', index: 0, part: { kind: 'reasoning' } }, { type: 'part-delta', index: 0, text: 'Hm.' }, { type: 'part-end', index: 0 },
      { type: 'part-start', index: 1, part: { kind: 'text' } }, { type: 'part-delta', index: 1, text: ' there' }, { type: 'part-end', index: 1 },
      { type: 'usage', usage }, { type: 'finish', finish: { unified: 'stop', raw: 'stop' } },
    ];
    const renderer = completionStreamRenderer({ id: 'cmpl-1', created: 5, index: 2, includeUsage: true, echo: 'Hello' });
    const chunks = events.map((event) => renderer.push(event)).join('').split('\n\n').filter(Boolean).map((frame) => JSON.parse(frame.slice(6)) as JsonObject);
    const same = { id: 'cmpl-1', object: 'text_completion', created: 5, model: 'm' };
    const one = (text: string, finish_reason: string | null = null) => ({ ...same, choices: [{ text, index: 2, logprobs: null, finish_reason }], usage: null });
    expect(chunks).toEqual([one('Hello'), one(' there'), one('', 'stop'), { ...same, choices: [], usage: expect.objectContaining({ total_tokens: 6 }) as unknown }]);
  });
});
