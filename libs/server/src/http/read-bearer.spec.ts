import * as fc from 'fast-check';
import { readBearer } from './read-bearer.js';

const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-.~+/='.split('')), minLength: 1, maxLength: 60 });
const anyCase = fc.mixedCase(fc.constant('bearer'));

it('takes the token after Bearer, in any case', () => {
  fc.assert(fc.property(anyCase, token, (scheme, secret) => {
    expect(readBearer(`${scheme} ${secret}`)).toBe(secret);
  }));
});

it('takes nothing of a header of any other form', () => {
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', ' Bearer a', 'Bearera', 'Bearer  a', 'aip_live_x']) {
    expect(readBearer(header)).toBeUndefined();
  }
  fc.assert(fc.property(fc.string(), (header) => {
    fc.pre(!/^bearer [^ ]+$/i.test(header));
    expect(readBearer(header)).toBeUndefined();
  }));
});

it('never gives one request what it found for another', () => {
  expect(['Bearer one', 'Basic one', undefined, 'Bearer two'].map(readBearer)).toEqual(['one', undefined, undefined, 'two']);
});
