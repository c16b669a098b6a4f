// What the OpenAI-compatible providers are sent of one and the same request: the caller's own body, but for what each is known
// not to take.
import { chatExchange, completionThroughChat, type Asked } from './exchange-chat.js';
import type { Target } from './exchange.js';
import type { JsonObject } from './hub.js';
import { readJsonBody } from './json-body.js';
import { providers, type ProviderId } from './registry.js';

const messages = [{ role: 'user', content: 'hi' }];
const body = { model: 'asked', provider: 'groq', messages, max_completion_tokens: 9, seed: 1, stop: null, vendor_field: { a: [1] }, stream: true };
const kept = { model: 'upstream', messages, seed: 1, vendor_field: { a: [1] }, stream: true };
const usage = { stream_options: { include_usage: true } };
const renamed = { ...kept, max_tokens: 9, ...usage };
const same = { ...kept, max_completion_tokens: 9, ...usage };
const { seed, ...seedless } = kept;

const target = (id: ProviderId, reasoning = false): Target => ({ provider: providers[id], model: { name: 'upstream', reasoning }, baseUrl: 'https://example.org', trusted: true });
const asked = async (wire: JsonObject): Promise<Asked> => ({
  body: await readJsonBody(Buffer.from(JSON.stringify(wire))), headers: { cookie: 'c', 'openai-beta': 'b' }, identity: { id: 'x', created: 0 }, stream: wire.stream === true, includeUsage: false, choices: 1,
});
const sent = (bytes: Buffer) => JSON.parse(bytes.toString()) as JsonObject;

it.each<[ProviderId, JsonObject]>([
  ['openai', same], ['groq', same], ['xai', same], ['openrouter', same], ['vllm', same],
  ['deepseek', renamed], ['together', renamed], ['ollama', renamed],
  ['mistral', { ...seedless, random_seed: seed, max_tokens: 9 }],
])('%s is sent what it takes', async (id, expected) => {
  const { request } = chatExchange(target(id), await asked(body));
  expect(sent(request.body)).toEqual(expected);
  expect(request.headers).toEqual({ 'openai-beta': 'b' });
});

it("OpenAI's reasoning models are given the limit under the name they take, through chat as well", async () => {
  const chat = chatExchange(target('openai', true), await asked({ model: 'asked', messages, max_tokens: 5 }));
  expect(sent(chat.request.body)).toEqual({ model: 'upstream', messages, max_completion_tokens: 5 });
  const completion = completionThroughChat(target('openai', true), await asked({ model: 'asked', prompt: 'hi' }), 'hi', { index: 0 });
  expect(sent(completion.request.body)).toEqual({ model: 'upstream', messages, max_completion_tokens: 16 });
});

it('a routing object of OpenRouter\'s own reaches OpenRouter', async () => {
  const provider = { order: ['anthropic'] };
  expect(sent(chatExchange(target('openrouter'), await asked({ ...body, provider })).request.body)).toEqual({ ...same, provider });
  expect(sent(chatExchange(target('groq'), await asked({ ...body, provider })).request.body)).toEqual(same);
});
