import * as fc from 'fast-check';
import type { KeyRecord } from '#database/records';
import { KeyStrategy } from './key-strategy.js';

const key = { id: 'key_1' } as KeyRecord;
const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-.~+/='.split('')), minLength: 1, maxLength: 60 });
const anyCase = fc.mixedCase(fc.constant('bearer'));

function asked(authorization: string | undefined): string[] {
  const secrets: string[] = [];
  const strategy = new KeyStrategy((secret) => {
    secrets.push(secret);
    return undefined;
  });
  expect(strategy.find(authorization)).toBeUndefined();
  return secrets;
}

describe('KeyStrategy', () => {
  it('takes the token after Bearer, in any case', () => {
    fc.assert(fc.property(anyCase, token, (scheme, secret) => {
      expect(asked(`${scheme} ${secret}`)).toEqual([secret]);
    }));
  });

  it('looks nothing up for a header of any other form', () => {
    expect(asked(undefined)).toEqual([]);
    for (const header of ['', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', ' Bearer a', 'Bearera', 'Bearer  a', 'aip_live_x']) {
      expect(asked(header)).toEqual([]);
    }
    fc.assert(fc.property(fc.string(), (header) => {
      fc.pre(!/^bearer [^ ]+$/i.test(header));
      expect(asked(header)).toEqual([]);
    }));
  });

  it('never gives one request what it found for another', () => {
    const strategy = new KeyStrategy((secret) => (secret === 'good' ? key : undefined));
    expect(['Bearer good', 'Bearer bad', undefined, 'Basic good', 'Bearer good'].map((header) => strategy.find(header)))
      .toEqual([key, undefined, undefined, undefined, key]);
  });

  it('lets through what the look-up throws, and forgets it', () => {
    const strategy = new KeyStrategy((secret) => {
      if (secret === 'bad') throw new Error('away');
      return key;
    });
    expect(() => strategy.find('Bearer bad')).toThrow('away');
    expect(strategy.find(undefined)).toBeUndefined();
  });
});
