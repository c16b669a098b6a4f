// Recordings of every OpenAI-compatible provider, forwarded with its quirks and read by OpenAI's own client: it must see what
// the dialect reads.
import fs from 'node:fs';
import path from 'node:path';
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream';
import { openai } from './dialects/openai/index.js';
import { parseUsage } from './dialects/openai/parse-usage.js';
import type { Target } from './exchange.js';
import { forwardReply } from './forward-reply.js';
import { forwardStream } from './forward-stream.js';
import type { JsonObject } from './hub.js';
import type { Provider } from './provider.js';
import { providers } from './registry.js';

const fixtures = path.join(import.meta.dirname, 'providers/fixtures');
const compatible = Object.values<Provider>(providers).filter((provider) => provider.dialect.id === openai.id && fs.existsSync(path.join(fixtures, provider.id)));
const recordings = compatible.flatMap((provider) =>
  fs.readdirSync(path.join(fixtures, provider.id)).filter((file) => file.endsWith('.chunks.txt')).map((file) => [`${provider.id} ${file.slice(0, -'.chunks.txt'.length)}`, provider, file] as const),
);

interface Message { content?: string | null; reasoning_content?: string; refusal?: string | null; tool_calls?: { function: { name: string; arguments: string } }[] | null }
const shown = ({ content, reasoning_content, refusal, tool_calls }: Message, finish: unknown, usage: unknown) => ({
  content: content ?? '', reasoning: reasoning_content ?? '', refusal: refusal ?? '', finish, usage: usage && parseUsage(usage as JsonObject),
  tools: (tool_calls ?? []).map((call) => [call.function.name, JSON.parse(call.function.arguments) as unknown]),
});

describe.each(recordings)('%s, forwarded', (_, provider, file) => {
  const target: Target = { provider, model: { name: 'm', reasoning: false }, baseUrl: provider.baseUrl, trusted: true };
  const whole = fs.readFileSync(path.join(fixtures, provider.id, file.replace('.chunks.txt', '.json')));
  const hub = openai.chat.renderReply(openai.chat.parseReply(JSON.parse(whole.toString()) as JsonObject), { id: 'x', created: 0 });
  const [read] = hub.choices as [{ message: Message; finish_reason: string }];
  const expected = shown(read.message, read.finish_reason, hub.usage);

  it('is what the dialect reads', () => {
    const { choices, usage, ...rest } = JSON.parse(forwardReply(target, whole, { required: 'choices', namesProvider: true }).bytes.toString()) as JsonObject;
    const [choice] = choices as [{ message: Message; finish_reason: string }];
    expect(shown(choice.message, choice.finish_reason, usage)).toEqual(expected);
    expect(rest.provider).toBe(provider.id);
  });

  it("streamed, is the same to OpenAI's client, with one finish and the usage by itself", async () => {
    const lines = fs.readFileSync(path.join(fixtures, provider.id, file), 'utf8').trim().split('\n');
    const reader = forwardStream(target, { choices: 1, includeUsage: true });
    const out = Buffer.concat([...lines, '[DONE]'].map((line) => Buffer.from(reader.push(Buffer.from(`data: ${line}\n\n`)))).concat(Buffer.from(reader.end()))).toString();
    const data = out.split('\n\n').filter(Boolean).map((frame) => frame.slice('data: '.length));
    const chunks = data.slice(0, -1).map((json) => JSON.parse(json) as { choices: { delta: Message & { role?: string }; finish_reason?: string | null }[]; usage?: unknown });
    expect(data.at(-1)).toBe('[DONE]');
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.filter((chunk) => chunk.choices[0]?.finish_reason)).toHaveLength(1);
    expect(chunks.filter((chunk) => chunk.usage)).toEqual([expect.objectContaining({ choices: [] })]);

    const source = new ReadableStream({
      start(controller) {
        for (const json of data.slice(0, -1)) controller.enqueue(new TextEncoder().encode(`${json}\n`));
        controller.close();
      },
    });
    const { choices, usage } = await ChatCompletionStream.fromReadableStream(source).finalChatCompletion();
    const reasoning_content = chunks.map((chunk) => chunk.choices[0]?.delta.reasoning_content ?? '').join('');
    expect(shown({ ...(choices[0]?.message as Message), reasoning_content }, choices[0]?.finish_reason, usage)).toEqual(expected);
  });
});

describe('what breaks official clients never crosses', () => {
  const read = (choices: number, ...frames: string[]) => {
    const reader = forwardStream({ provider: providers.openai, model: { name: 'm', reasoning: false }, baseUrl: '', trusted: true }, { choices, includeUsage: true });
    const text = [...frames.map((frame) => reader.push(Buffer.from(frame))), reader.end()].map(String).join('');
    return { text, seen: reader.seen };
  };
  const frame = (json: object) => `data: ${JSON.stringify(json)}\n\n`;
  const piece = (delta: object, finish: string | null = null, index = 0) => ({ id: 'c', choices: [{ index, delta, finish_reason: finish }] });
  const done = 'data: [DONE]\n\n';

  it('a finish that is repeated with the usage, and whatever comes behind the first', () => {
    const { text, seen } = read(1, frame(piece({ content: 'Hi' })), frame(piece({}, 'stop')), frame(piece({ content: 'more' })), frame({ ...piece({}, 'stop'), usage: { total_tokens: 3 } }), done);
    expect(text.match(/"finish_reason":"stop"/g)).toHaveLength(1);
    expect(text).not.toContain('more');
    expect(text).toContain('"choices":[],"usage":{"total_tokens":3}');
    expect(seen.finished).toBe(true);
  });

  it('an error that is null', () => {
    const { text } = read(1, frame({ ...piece({ content: 'Hi' }), error: null }), frame({ ...piece({ content: ' you' }), error: null }), frame(piece({}, 'stop')), done);
    expect(text).not.toContain('error');
    expect(text).toContain(' you');
  });

  it('an id, a retry or an event beside the data', () => {
    const { text } = read(1, frame(piece({ content: 'Hi' })), `data: ${JSON.stringify(piece({ content: ' you' }))}\nid: 7\nretry: 3000\n\n`, frame(piece({}, 'stop')), done);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('data: '))).toEqual([]);
    expect(text).toContain(' you');
  });

  it('fewer choices than were asked for are whole when their provider says so, and not before', () => {
    const one = [frame(piece({ content: 'Hi' })), frame(piece({}, 'stop'))];
    expect(read(2, ...one, done)).toMatchObject({ seen: { finished: true } });
    expect(read(2, ...one)).toMatchObject({ seen: { finished: false } });
  });
});
