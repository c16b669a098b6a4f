import { countingBounds, encodingOf, TokenCounter } from './token-counter.js';

const counters: TokenCounter[] = [];
function counter(bounds: Partial<typeof countingBounds> = {}): TokenCounter {
  const made = new TokenCounter({ ...countingBounds, timeoutMs: 30_000, ...bounds });
  counters.push(made);
  return made;
}
afterAll(() => Promise.all(counters.map((one) => one.onApplicationShutdown())));

/** A megabyte of letters without a pattern: as slow to count as text can be. */
function slowText(): string {
  let state = 1;
  return Array.from({ length: 1024 * 1024 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + (state >>> 24) % 26);
  }).join('');
}

describe('TokenCounter', () => {
  const shared = counter();

  it('counts as the vendor\'s tokenizer does, texts together', async () => {
    await expect(shared.countTokens(['Hello, world!'], 'gpt-4o')).resolves.toBe(4);
    await expect(shared.countTokens(['Hello, world!', 'Hello, world!'], 'gpt-4o')).resolves.toBe(8);
    await expect(shared.countTokens([], 'gpt-4o')).resolves.toBe(0);
  });

  it('takes the vocabulary of the model', async () => {
    const text = 'Привет, как дела? Это проверка.';
    const [old, newer] = [await shared.countTokens([text], 'gpt-4'), await shared.countTokens([text], 'gpt-4o')];
    expect(old!).toBeGreaterThan(newer!);
  });

  it.each([['gpt-4', 'cl100k_base'], ['gpt-4-turbo', 'cl100k_base'], ['openai/gpt-3.5-turbo', 'cl100k_base'], ['text-embedding-3-small', 'cl100k_base'], ['gpt-4o', 'o200k_base'], ['gpt-4.1-mini', 'o200k_base'], ['claude-sonnet-4-5', 'o200k_base'], ['groq/openai/gpt-oss-120b', 'o200k_base']])('counts %s by %s', (model, encoding) => {
    expect(encodingOf(model)).toBe(encoding);
  });

  it('counts what looks like a special token as the text that it is', async () => {
    await expect(shared.countTokens(['<|endoftext|>'], 'gpt-4o')).resolves.toBeGreaterThan(1);
  });

  it.each(['a', ' ', '0'])('counts 100,000 times %j in time, nearly as a whole', async (letter) => {
    const tokens = (await shared.countTokens([letter.repeat(100_000)], 'gpt-4o'))!;
    const ofATenth = (await shared.countTokens([letter.repeat(10_000)], 'gpt-4o'))!;
    expect([tokens > 500, tokens < 50_000, Math.abs(tokens - 10 * ofATenth) < 10]).toEqual([true, true, true]);
  });

  it('never cuts a character in two', async () => {
    const one = (await shared.countTokens(['🗼'], 'gpt-4o'))!;
    await expect(shared.countTokens([`x${'🗼'.repeat(10_000)}`], 'gpt-4o')).resolves.toBe(1 + 10_000 * one);
  });

  it('answers several at once, each with its own', async () => {
    const texts = ['one', 'one two', 'one two three', 'one two three four'];
    await expect(Promise.all(texts.map((text) => shared.countTokens([text], 'gpt-4o')))).resolves.toEqual([1, 2, 3, 4]);
  });

  it('does not count what is too large, nor more at once than it may', async () => {
    await expect(counter({ charactersMax: 10 }).countTokens(['12345678901'], 'gpt-4o')).resolves.toBeUndefined();
    const narrow = counter({ queueMax: 2 });
    const counts = await Promise.all([1, 2, 3].map(() => narrow.countTokens(['one two'], 'gpt-4o')));
    expect(counts).toEqual([2, 2, undefined]);
  });

  it('gives a count up that takes too long, and counts on', async () => {
    const hasty = counter({ timeoutMs: 50 });
    const warm = async (): Promise<void> => ((await hasty.countTokens(['one'], 'gpt-4o')) === undefined ? warm() : undefined);
    await warm();
    await expect(hasty.countTokens([slowText()], 'gpt-4o')).resolves.toBeUndefined();
    await warm();
  }, 60_000);

  it('answers at once when it is closed', async () => {
    const closing = counter();
    const waiting = closing.countTokens(['one'], 'gpt-4o');
    await closing.onApplicationShutdown();
    await expect(waiting).resolves.toBeUndefined();
    await expect(closing.countTokens(['one'], 'gpt-4o')).resolves.toBeUndefined();
  });
});
