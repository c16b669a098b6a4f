import * as fc from 'fast-check';
import { hashRecoveryCode, mintRecoveryCodes, normalRecoveryCode } from './recovery-codes.js';

const minted = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/);

describe('mintRecoveryCodes', () => {
  it('gives ten codes of three groups, none of them twice', () => {
    const codes = mintRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
  });

  it('gives every character about equally often in every place: 60 bits a code', () => {
    const counts = Array.from({ length: 12 }, () => new Map<string, number>());
    for (let round = 0; round < 320; round += 1) {
      for (const code of mintRecoveryCodes()) {
        Array.from(normalRecoveryCode(code)).forEach((character, place) => counts[place]?.set(character, (counts[place].get(character) ?? 0) + 1));
      }
    }
    // 3,200 draws over 32 characters: 100 each, standard deviation 10.
    for (const count of counts) {
      expect(count.size).toBe(32);
      for (const times of count.values()) expect(Math.abs(times - 100)).toBeLessThan(65);
    }
  });
});

describe('hashRecoveryCode', () => {
  it('is the same for every way in which people type a code', () => {
    const hash = hashRecoveryCode('k7m2-90fd-1xwp');
    for (const typed of ['K7M2-90FD-1XWP', 'k7m290fd1xwp', ' k7m2 90fd 1xwp\n', 'k7m2–90fd—1xwp', 'k7m2-9ofd-lxwp', 'K7M2-9OFD-IXWP']) {
      expect(hashRecoveryCode(typed)).toBe(hash);
    }
  });

  it('tells any two codes apart', () => {
    fc.assert(fc.property(minted, minted, (one, other) => {
      expect(hashRecoveryCode(one) === hashRecoveryCode(other)).toBe(one === other);
    }));
  });

  it('is SHA-256 of the code without its dashes', () => {
    expect(hashRecoveryCode('ab-c')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('normalRecoveryCode', () => {
  it('leaves a minted code as it is but for its dashes, and changes nothing more when asked again', () => {
    fc.assert(fc.property(minted, (code) => {
      expect(normalRecoveryCode(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`)).toBe(code);
      expect(normalRecoveryCode(normalRecoveryCode(code.toUpperCase()))).toBe(code);
    }));
  });
});
