import { usageOf } from '#providers/usage';
import { countUsage, spentOf, textsOfReply } from './count-usage.js';

/** Four characters to a token: the arithmetic around the counter is what is tested here. */
const counter = { countTokens: (texts: readonly string[]) => Promise.resolve(Math.ceil(texts.join('').length / 4)) };
const count = (asked: Record<string, unknown>, answered: string[] = [], outputBytes?: number) => countUsage(counter, { asked, answered, model: 'm', ...(outputBytes !== undefined && { outputBytes }) });

describe('countUsage', () => {
  it('counts a chat\'s messages with their marks, calls and tools, and the answer', async () => {
    const messages = [{ role: 'user', content: 'abcd' }, { role: 'assistant', content: null, tool_calls: [{ id: 'c1', function: { name: 'tide', arguments: '{}xx' } }] }, { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: 'high' }] }];
    // 4 + c1 tide {}xx + high c1 = 20 characters, and 3 messages x 3 + 3
    await expect(count({ messages }, ['abcdefgh'])).resolves.toEqual(usageOf({ inputText: 5 + 12, outputText: 2 }));
    // and ["12345678901"]: 15 characters more
    await expect(count({ messages, tools: ['12345678901'] })).resolves.toEqual(usageOf({ inputText: 9 + 12 }));
  });

  it('counts prompts and inputs, and takes tokens for what they are', async () => {
    await expect(count({ prompt: 'abcd' }, ['ab'])).resolves.toEqual(usageOf({ inputText: 1, outputText: 1 }));
    await expect(count({ input: ['abcd', 'efgh'] })).resolves.toEqual(usageOf({ inputText: 2 }));
    await expect(count({ input: [5, 6, 7] })).resolves.toEqual(usageOf({ inputText: 3 }));
    await expect(count({ input: [[5, 6], [7]] })).resolves.toEqual(usageOf({ inputText: 3 }));
  });

  it('takes the rest of an answer to be like its beginning', async () => {
    await expect(count({ prompt: 'abcd' }, ['abcdefgh'], 80)).resolves.toEqual(usageOf({ inputText: 1, outputText: 20 }));
    await expect(count({ prompt: 'abcd' }, ['abcdefgh'], 8)).resolves.toEqual(usageOf({ inputText: 1, outputText: 2 }));
  });

  it('does not count what is not text alone, or cannot be counted', async () => {
    const picture = { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }] }] };
    for (const asked of [picture, { messages: [] }, {}, { input: [null] }]) await expect(count(asked)).resolves.toBeUndefined();
    await expect(countUsage({ countTokens: () => Promise.resolve(undefined) }, { asked: { prompt: 'a' }, answered: [], model: 'm' })).resolves.toBeUndefined();
  });

  it('is what was told, else what was counted, else by the bytes', async () => {
    const said = (asked: Record<string, unknown>) => () => ({ asked, answered: ['abcdefgh'], model: 'm' });
    const told = usageOf({ inputText: 7 });
    await expect(spentOf(counter, told, 80, () => { throw new Error('nobody asks'); })).resolves.toEqual({ kind: 'reported', usage: told });
    await expect(spentOf(counter, undefined, 80, said({ prompt: 'abcd' }))).resolves.toEqual({ kind: 'counted', usage: usageOf({ inputText: 1, outputText: 20 }) });
    await expect(spentOf(counter, undefined, 80, said({}))).resolves.toEqual({ kind: 'interrupted', outputBytes: 80 });
  });

  it('finds the texts of a plain answer', () => {
    const message = { content: 'a', reasoning_content: 'b', refusal: null, tool_calls: [{ function: { name: 'c', arguments: 'd' } }] };
    expect(textsOfReply({ choices: [{ message }, { text: 'e' }] })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(textsOfReply({ data: [] })).toEqual([]);
  });
});
