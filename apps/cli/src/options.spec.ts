import { collectFigure, collectTag, parseCount, parseDays, parseHead, parseSeconds } from './options.js';

test.each([['0', 0], ['90', 90], ['90s', 90], ['15m', 900], ['24h', 86_400], ['7d', 604_800]])('%s is so many seconds', (text, seconds) => {
  expect(parseSeconds(text)).toBe(seconds);
});

test.each([
  [parseSeconds, ['', '-1', '1.5h', '5w', 'h', '1h30m']],
  [parseCount, ['', '0', '-1', '1.5', '1e3', '9999999999']],
  [parseDays, ['', '0', '367', '1.5', '-1']],
  [parseHead, ['', '1', `1:${'F'.repeat(64)}`, `:${'f'.repeat(64)}`, `1:${'f'.repeat(63)}`]],
  [collectTag, ['', 'team', '=search']],
  [collectFigure, ['', 'listUsd', 'listUsd=', 'listUsd=1e3', '=1', 'listUsd=.5']],
])('%p takes nothing else', (parse: (text: string) => unknown, texts) => {
  for (const text of texts) expect(() => parse(text)).toThrow('It must be');
});

test('tags add up, and a value may hold what divides', () => {
  expect(collectTag('b=c=d', collectTag('a='))).toEqual({ a: '', b: 'c=d' });
});

test('figures add up: amounts stay text to their last digit, counts are numbers', () => {
  expect(['listUsd=0.000000000001', 'outputText=-5', 'inputText=7'].reduce<ReturnType<typeof collectFigure>>((before, text) => collectFigure(text, before), {}))
    .toEqual({ listUsd: '0.000000000001', tokens: { outputText: -5, inputText: 7 } });
});
