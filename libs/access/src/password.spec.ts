import * as fc from 'fast-check';
import { passwordProblem } from './password.js';

const email = 'Grace.Hopper@example.com';
const problem = (text: string) => passwordProblem(text, { email });

describe('passwordProblem', () => {
  it('finds nothing wrong with an uncommon text of 12 to 128 characters, whatever they are', () => {
    for (const text of ['plum-otter-47', 'ab'.repeat(6), 'ab'.repeat(64), ' twelve chars', 'пароль-дракон', '🦊🐻'.repeat(64)]) {
      expect(problem(text)).toBeUndefined();
    }
  });

  it('refuses fewer than 12 characters, an emoji being one', () => {
    for (const text of ['', 'elevenchars', '🦊🐻🦊🐻🦊🐻🦊🐻🦊🐻🦊']) expect(problem(text)).toBe('must have at least 12 characters');
  });

  it('refuses more than 128 characters, a million of them at once', () => {
    for (const text of ['ab'.repeat(64) + 'c', '🦊🐻'.repeat(64) + 'c', 'ab'.repeat(500_000)]) expect(problem(text)).toBe('must have at most 128 characters');
  });

  it('refuses the e-mail address and its name, in any case', () => {
    for (const text of [email, email.toUpperCase(), ` ${email} `, 'grace.hopper', 'Grace.Hopper']) {
      expect(problem(text)).toBe('must not be the e-mail address or its name');
    }
    expect(problem(`${email}-and-more`)).toBeUndefined();
  });

  it('refuses one character over and over', () => {
    for (const text of ['a'.repeat(12), ' '.repeat(20), '🦊'.repeat(12)]) expect(problem(text)).toBe('must not be one character over and over');
  });

  it('refuses the most common ones, in any case', () => {
    for (const text of ['password1234', 'Password1234', 'QWERTYUIOP123', '123456789012', 'changemechangeme', 'Administrator']) {
      expect(problem(text)).toBe('must not be one of the most common passwords');
    }
  });

  it('never shows the password in its words', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ minLength: 12 }), fc.constant('password1234'), fc.constant(email)), (text) => {
      expect(String(problem(text))).not.toContain(text);
    }));
  });
});
