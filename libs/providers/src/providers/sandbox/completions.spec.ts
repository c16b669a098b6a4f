import type OpenAI from 'openai';
import { client } from './testing/ask-sandbox.js';

const complete = (fields: object) => client.completions.create({ model: 'sandbox/completion', ...fields } as never) as unknown as Promise<OpenAI.Completion>;

describe('the sandbox, asked to complete', () => {
  it('gives n choices for each prompt, numbered through, of 16 tokens unless told otherwise', async () => {
    const reply = await complete({ prompt: ['one', 'two'], n: 2 });
    expect(reply.choices.map(({ index, finish_reason }) => [index, finish_reason])).toEqual([[0, 'length'], [1, 'length'], [2, 'length'], [3, 'length']]);
    expect(reply.choices[0].text).toHaveLength(64);
    expect(reply).toMatchObject({ object: 'text_completion', model: 'sandbox/completion', usage: { prompt_tokens: 2, completion_tokens: 64, total_tokens: 66 } });
  });

  it('repeats the prompt with echo, and takes token arrays as one prompt or several', async () => {
    expect((await complete({ prompt: 'Once', echo: true, max_tokens: 0 })).choices[0]).toMatchObject({ text: 'Once', finish_reason: 'length' });
    const [one, two] = await Promise.all([complete({ prompt: [1, 2, 3] }), complete({ prompt: [[1, 2, 3], [4]] })]);
    expect([one.choices.length, one.usage!.prompt_tokens, two.choices.length, two.usage!.prompt_tokens]).toEqual([1, 3, 2, 4]);
  });

  it('streams the same text, and the usage of all prompts once', async () => {
    const fields = { prompt: ['one', 'two'], n: 2, max_tokens: 100, echo: true };
    const whole = await complete(fields);
    const chunks: OpenAI.Completion[] = [];
    for await (const chunk of (await complete({ ...fields, stream: true, stream_options: { include_usage: true } })) as unknown as AsyncIterable<OpenAI.Completion>) chunks.push(chunk);
    for (const { index, text } of whole.choices) expect(chunks.flatMap(({ choices }) => choices.filter((choice) => choice.index === index)).map((choice) => choice.text).join('')).toBe(text);
    expect(chunks.filter(({ usage }) => usage).map(({ usage }) => usage)).toEqual([whole.usage]);
  });
});
