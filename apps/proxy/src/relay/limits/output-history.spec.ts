import { OutputHistory } from './output-history.js';

describe('the usual output of a key', () => {
  it('is unknown before its first answer', () => {
    expect(new OutputHistory().usual('k')).toBeUndefined();
  });

  it('is what 95 of its last 100 answers stayed within, in whatever order they came', () => {
    const history = new OutputHistory();
    for (let tokens = 100; tokens >= 1; tokens -= 1) history.note('k', tokens);
    history.note('other', 100_000);
    expect(history.usual('k')).toBe(95);
    history.note('one', 7);
    expect(history.usual('one')).toBe(7);
  });

  it('forgets answers that are more than a hundred ago', () => {
    const history = new OutputHistory();
    for (let answer = 0; answer < 100; answer += 1) history.note('k', 9000);
    for (let answer = 0; answer < 100; answer += 1) history.note('k', 10);
    expect(history.usual('k')).toBe(10);
  });

  it('is kept for the ten thousand keys that answered last', () => {
    const history = new OutputHistory();
    history.note('old', 1);
    history.note('kept', 1);
    for (let key = 0; key < 9999; key += 1) {
      history.note(`k${key}`, 1);
      history.note('kept', 1);
    }
    expect([history.usual('old'), history.usual('kept'), history.usual('k0')]).toEqual([undefined, 1, 1]);
  });
});
