import { secretKind } from './secret.js';

describe('secretKind', () => {
  it('keeps kinds apart whose prefixes are equally long, though each has a checksum that is right', () => {
    const [one, other] = [secretKind('one_'), secretKind('two_')];
    const { secret } = one.mint();
    expect([one.isWellFormed(secret), other.isWellFormed(secret)]).toEqual([true, false]);
  });
});
