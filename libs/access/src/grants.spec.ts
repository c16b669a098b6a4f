import * as fc from 'fast-check';
import { allowsModel, allowsProvider, grants, keyPresets, matchesPattern, permissions } from './grants.js';

describe('grants', () => {
  it('grants exactly what is held', () => {
    fc.assert(fc.property(fc.subarray(permissions.map(({ id }) => id)), fc.constantFrom(...permissions), (held, { id }) => {
      expect(grants(held, id)).toBe(new Set(held).has(id));
    }));
  });

  it('grants nothing for words that are no permissions', () => {
    expect(grants(['*', 'chat:*', 'chat', 'Chat:Write', ''], 'chat:write')).toBe(false);
  });
});

describe('allowsModel', () => {
  it('allows every model to a key without patterns', () => {
    expect(allowsModel('gpt-4o', [], [])).toBe(true);
  });

  it('allows only what a pattern names once there is one', () => {
    expect(allowsModel('gpt-4o', ['gpt-4*', 'claude-*'], [])).toBe(true);
    expect(allowsModel('mistral-large-latest', ['gpt-4*', 'claude-*'], [])).toBe(false);
  });

  it('lets a denied pattern win over an allowed one', () => {
    expect(allowsModel('gpt-4o', ['gpt-4o'], ['gpt-*'])).toBe(false);
    expect(allowsModel('claude-opus-5', [], ['gpt-*'])).toBe(true);
  });
});

describe('allowsProvider', () => {
  it('follows the rule of models', () => {
    expect(allowsProvider('openai', [], [])).toBe(true);
    expect(allowsProvider('openai', ['openai', 'anthropic'], [])).toBe(true);
    expect(allowsProvider('openrouter', ['openai', 'anthropic'], [])).toBe(false);
    expect(allowsProvider('openrouter', ['open*'], ['openrouter'])).toBe(false);
  });
});

describe('the algebra of patterns', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 4 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 4 });
  const patterns = fc.array(pattern, { maxLength: 3 });

  it('allows what is allowed and not denied, whatever else there is', () => {
    fc.assert(fc.property(name, patterns, patterns, (model, allowed, denied) => {
      const refused = denied.some((one) => matchesPattern(one, model));
      expect(allowsModel(model, allowed, denied)).toBe(!refused && allowsModel(model, allowed, []));
    }));
  });

  it('only ever narrows by one more denied pattern', () => {
    fc.assert(fc.property(name, patterns, patterns, pattern, (model, allowed, denied, more) => {
      expect(Number(allowsModel(model, allowed, [...denied, more]))).toBeLessThanOrEqual(Number(allowsModel(model, allowed, denied)));
    }));
  });

  it('only ever widens by one more allowed pattern, once there is one', () => {
    fc.assert(fc.property(name, fc.array(pattern, { minLength: 1, maxLength: 3 }), patterns, pattern, (model, allowed, denied, more) => {
      expect(Number(allowsModel(model, [...allowed, more], denied))).toBeGreaterThanOrEqual(Number(allowsModel(model, allowed, denied)));
    }));
  });

  it('does not depend on the order of patterns', () => {
    fc.assert(fc.property(name, patterns, patterns, (model, allowed, denied) => {
      expect(allowsModel(model, allowed.toReversed(), denied.toReversed())).toBe(allowsModel(model, allowed, denied));
    }));
  });
});

describe('keyPresets', () => {
  it('gives everything to `all`, and to no other', () => {
    const complete = keyPresets.filter((preset) => permissions.every(({ id }) => grants(preset.permissions, id)));
    expect(complete.map(({ id }) => id)).toEqual(['all']);
  });

  it('gives nothing that costs to `read-only`, and only what costs to `inference`', () => {
    const writes = (id: string) => keyPresets.find((preset) => preset.id === id)?.permissions.map((permission) => permission.endsWith(':write'));
    expect(writes('read-only')).toEqual([false]);
    expect(writes('inference')).toEqual([true, true, true]);
  });
});

describe('matchesPattern', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });

  it('takes everything but the star literally', () => {
    expect(matchesPattern('gpt-4.1', 'gpt-4x1')).toBe(false);
    expect(matchesPattern('(a+)+$', '(a+)+$')).toBe(true);
    expect(matchesPattern('GPT-4o', 'gpt-4o')).toBe(false);
    expect(matchesPattern('', 'gpt-4o')).toBe(false);
  });

  it('never lets the pieces of a pattern overlap in the name', () => {
    expect(matchesPattern('ab*ba', 'aba')).toBe(false);
    expect(matchesPattern('a*b*b', 'ab')).toBe(false);
    expect(matchesPattern('*aa*a', 'aa')).toBe(false);
  });

  it('matches any name made by filling in the stars', () => {
    fc.assert(fc.property(fc.array(word, { minLength: 1 }), fc.array(word, { minLength: 10, maxLength: 10 }), (pieces, fills) => {
      const name = pieces.map((piece, index) => (index === 0 ? piece : (fills[index % 10] ?? '') + piece)).join('');
      expect(matchesPattern(pieces.join('*'), name)).toBe(true);
    }));
  });

  it('says the same as the regular expression that it must not use', () => {
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (pieces, name) => {
      const expected = new RegExp(`^${pieces.map((piece) => piece.replaceAll('.', '\\.')).join('.*')}$`).test(name);
      expect(matchesPattern(pieces.join('*'), name)).toBe(expected);
    }), { numRuns: 2000 });
  });

  it('refuses a hostile name of a million characters at once', () => {
    const started = performance.now();
    expect(matchesPattern(`${'*a'.repeat(50)}*b`, 'a'.repeat(1_000_000))).toBe(false);
    expect(matchesPattern('*aab*aab*', 'a'.repeat(1_000_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
