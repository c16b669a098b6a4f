import * as fc from 'fast-check';
import { isWellFormedKey, mintKey } from './key.js';
import { hashToken, isWellFormedAccessToken, mintAccessToken, mintToken } from './token.js';

// Made by hand with another CRC32 (Python's zlib.crc32), so that the format is held by something other than this code.
const known = 'aip_pat_0123456789ABCDEFGHIJKLMNOPQRSTUV17CKU8';

describe('mintAccessToken', () => {
  it('gives a well formed token in the documented format, its hash and its last four characters', () => {
    const { secret, hash, last4 } = mintAccessToken();
    expect(secret).toMatch(/^aip_pat_[0-9A-Za-z]{38}$/);
    expect(isWellFormedAccessToken(secret)).toBe(true);
    expect(hash).toBe(hashToken(secret));
    expect(last4).toBe(secret.slice(-4));
  });
});

describe('isWellFormedAccessToken', () => {
  it('accepts a token whose checksum was computed elsewhere', () => {
    expect(isWellFormedAccessToken(known)).toBe(true);
  });

  it('refuses a token with any one character changed', () => {
    fc.assert(fc.property(fc.nat(known.length - 1), fc.constantFrom('0', 'A', 'z', '_', 'é'), (at, character) => {
      fc.pre(known[at] !== character);
      expect(isWellFormedAccessToken(known.slice(0, at) + character + known.slice(at + 1))).toBe(false);
    }));
  });

  it('never takes a key for a token, nor a token for a key, whatever its prefix is changed to', () => {
    const [key, token] = [mintKey().secret, mintAccessToken().secret];
    expect([isWellFormedAccessToken(key), isWellFormedKey(token)]).toEqual([false, false]);
    expect(isWellFormedAccessToken(key.replace('aip_live_', 'aip_pat_'))).toBe(false);
    expect(isWellFormedKey(token.replace('aip_pat_', 'aip_live_'))).toBe(false);
  });
});

describe('mintToken', () => {
  it('carries 256 bits in characters that need no escaping, and is never the same', () => {
    const secrets = Array.from({ length: 500 }, () => mintToken().secret);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
    expect(new Set(secrets).size).toBe(500);
  });

  it('keeps SHA-256 of the secret as lower-case hex', () => {
    const { secret, hash } = mintToken();
    expect(hash).toBe(hashToken(secret));
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
