import * as fc from 'fast-check';
import { hashKey, isWellFormedKey, mintKey } from './key.js';

// Made by hand with another CRC32 (Python's zlib.crc32), so that the format is held by something other than this code.
const known = 'aip_live_0123456789ABCDEFGHIJKLMNOPQRSTUV4KMFyK';

describe('mintKey', () => {
  it('gives a key in the documented format, its hash and its last four characters', () => {
    const { secret, hash, last4 } = mintKey();
    expect(secret).toMatch(/^aip_live_[0-9A-Za-z]{38}$/);
    expect(hash).toBe(hashKey(secret));
    expect(last4).toBe(secret.slice(-4));
  });

  it('gives keys that are well formed and never the same', () => {
    const secrets = Array.from({ length: 500 }, () => mintKey().secret);
    expect(secrets.every(isWellFormedKey)).toBe(true);
    expect(new Set(secrets).size).toBe(500);
  });

  it('uses every character of the alphabet about equally often', () => {
    const counts = new Map<string, number>();
    for (let key = 0; key < 2000; key += 1) {
      for (const character of mintKey().secret.slice(9, 41)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    // 64,000 draws over 62 characters: 1,032 each, standard deviation 32. `byte % 62` would give eight of them 1,250.
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - 64_000 / 62)).toBeLessThan(195);
  });
});

describe('hashKey', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('isWellFormedKey', () => {
  it('accepts a key whose checksum was computed elsewhere', () => {
    expect(isWellFormedKey(known)).toBe(true);
  });

  it('refuses a key with any one character changed', () => {
    fc.assert(fc.property(fc.nat(known.length - 1), fc.constantFrom('0', '9', 'A', 'Z', 'a', 'z', '_', '-', 'é'), (at, character) => {
      fc.pre(known[at] !== character);
      expect(isWellFormedKey(known.slice(0, at) + character + known.slice(at + 1))).toBe(false);
    }));
  });

  it('refuses what is shorter, longer, padded or no key at all', () => {
    for (const secret of ['', 'aip_live_', known.slice(1), `${known}0`, ` ${known}`, `${known}\n`, `${known.slice(0, -1)}\n`, 'sk-abc']) {
      expect(isWellFormedKey(secret)).toBe(false);
    }
  });

  it('refuses any text that was not minted', () => {
    fc.assert(fc.property(fc.stringMatching(/^aip_live_[0-9A-Za-z]{38}$/), (text) => {
      // One random text in 62^6 has its right checksum; the others are all refused.
      expect(isWellFormedKey(text)).toBe(false);
    }));
  });
});
