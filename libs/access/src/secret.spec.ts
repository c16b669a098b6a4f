import { secretKind } from './secret.js';

describe('secretKind', () => {
  it('keeps kinds apart whose prefixes are equally long, though each has a checksum that is right', () => {
    const [one, other] = [secretKind('one_'), secretKind('two_')];
    const { secret } = one.mint();
    expect([one.isWellFormed(secret), other.isWellFormed(secret)]).toEqual([true, false]);
  });

  it('refuses ten million characters at once', () => {
    const kind = secretKind('one_');
    const long = `one_${'0'.repeat(10_000_000)}`;
    const started = performance.now();
    expect(kind.isWellFormed(long)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5);
  });
});
